namespace Prunella.Patterns.Scrubbing;

/// <summary>Tokens of code hosts, registries, build services and tools, by the formats their vendors document.</summary>
internal static class DeveloperRules
{
    public static IReadOnlyList<ScrubRule> All { get; } =
    [
        new("github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], @"\bgh[pousr]_[A-Za-z0-9]{36,255}\b"),
        new("github-token", ["github_pat_"], @"\bgithub_pat_\w{82,94}\b"),
        new("gitlab-token", ["glpat-", "gldt-", "glcbt-", "glft-", "glimt-", "glagent-", "gloas-", "glptt-", "glrt-", "glsoat-", "glffct-", "glrtr-", "glwt-"],
            @"\bgl(?:pat|dt|cbt|ft|imt|agent|oas|ptt|rt|soat|ffct|rtr|wt)-(?:[\w-]{16,}(?:\.[a-z0-9]{2}\.?[a-z0-9]{7,9})?)"),
        new("gitlab-token", ["GR1348941"], @"\bGR1348941[\w-]{20}"),
        new("gitlab-session", ["_gitlab_session="], @"_gitlab_session=(?<secret>[0-9a-z]{32})"),
        new("bitbucket-token", ["ATBB", "ATCTT3", "ATATT3"], @"\b(?:ATBB[A-Za-z0-9]{24,}|ATCTT3[A-Za-z0-9_=-]{180,}|ATATT3[A-Za-z0-9_=-]{180,})"),
        new("npm-token", ["npm_"], @"\bnpm_[A-Za-z0-9]{36}\b"),
        new("npm-token", ["_authToken", "_auth", "_password"], @"_(?:authToken|auth|password)\s*=\s*(?<secret>[A-Za-z0-9+/=_-]{12,})"),
        new("nuget-key", ["oy2"], @"\boy2[a-z0-9]{43}\b"),
        new("pypi-token", ["pypi-AgE"], @"\bpypi-AgE[\w-]{32,}") { Reach = 4096 },
        new("rubygems-key", ["rubygems_"], @"\brubygems_[a-f0-9]{48}\b"),
        new("clojars-token", ["CLOJARS_"], @"\b(?i:CLOJARS_)[a-zA-Z0-9]{60}\b"),
        new("crates-token", ["cio"], @"\bcio[A-Za-z0-9]{32}\b") { MinEntropy = 3.5 },
        new("docker-token", ["dckr_pat_", "dckr_oat_"], @"\bdckr_[po]at_[A-Za-z0-9_-]{27,32}"),
        new("artifactory-key", ["AKCp", "cmVmd"], @"\b(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})\b"),
        new("artifactory-key", ["AP1", "AP2", "AP3", "AP4", "AP5", "AP6", "AP7", "AP8", "AP9", "APA", "APB", "APC", "APD", "APE", "APF"],
            @"(?:[\s=:""]|^)(?<secret>AP[0-9A-F][A-Za-z0-9]{8,})(?:[\s""]|$)") { Lead = 1, Reach = 128, Check = MixesCharacters },
        new("hashicorp-token", [".atlasv1."], @"\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}") { Lead = 15, Reach = 90 },
        new("vault-token", ["hvs.", "hvb.", "hvr."], @"\bhv[sbr]\.[\w-]{24,300}"),
        new("pulumi-token", ["pul-"], @"\bpul-[a-f0-9]{40}\b"),
        new("doppler-token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], @"\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]+\.)?[A-Za-z0-9]{40,44}\b"),
        new("infracost-key", ["ico-"], @"\bico-[A-Za-z0-9]{32}\b"),
        new("postman-key", ["PMAK-"], @"\bPMAK-[A-Fa-f0-9]{24}-[A-Fa-f0-9]{34}\b"),
        new("prefect-key", ["pnu_"], @"\bpnu_[A-Za-z0-9]{36}\b"),
        new("readme-key", ["rdme_"], @"\brdme_[a-z0-9]{70}\b"),
        new("sourcegraph-token", ["sgp_", "slk_"], @"\b(?:sgp_(?:[A-Za-z0-9-]+_)?[A-Za-z0-9]{36,40}|slk_[a-f0-9]{64})\b"),
        new("sonar-token", ["sqp_", "squ_", "sqa_"], @"\bsq[pua]_[A-Za-z0-9]{40}\b"),
        new("octopus-key", ["API-"], @"\bAPI-[A-Z0-9]{26}\b") { MinEntropy = 3, Check = MixesCharacters },
        new("harness-key", ["pat.", "sat."], @"\b[ps]at\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}\b"),
        new("settlemint-token", ["sm_pat_", "sm_aat_", "sm_sat_"], @"\bsm_[pas]at_[A-Za-z0-9]{16}\b"),
        new("age-key", ["AGE-SECRET-KEY-1"], @"\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b"),
        new("onepassword-key", ["A3-"], @"\bA3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}\b"),
        new("onepassword-token", ["ops_eyJ"], @"\bops_eyJ[A-Za-z0-9+/_-]{200,}={0,3}") { Reach = 8192 },
        new("buildkite-token", ["bkua_", "bkct_"], @"\bbk(?:ua|ct)_[A-Za-z0-9]{40}\b"),
        new("circleci-token", ["CCIPAT_", "CCIPRJ_"], @"\bCCIP(?:AT|RJ)_[A-Za-z0-9]+_[a-f0-9]{40}\b"),
        new("figma-token", ["figd_", "figu_"], @"\bfig[du]_[A-Za-z0-9_-]{40}"),
        new("linear-key", ["lin_api_"], @"\blin_api_[A-Za-z0-9]{40}\b"),
        new("notion-token", ["ntn_", "secret_"], @"\b(?:ntn_\d{11}[A-Za-z0-9]{35,39}|secret_[A-Za-z0-9]{43})\b"),
        new("secret-scanning-sample", ["secret_scanning_ab85fc6f8d7638cf1c11da812da308d43_"], @"secret_scanning_ab85fc6f8d7638cf1c11da812da308d43_\w{5}"),
        new("intra42-secret", ["s-s4t2"], @"\bs-s4t2(?:ud|af)-[a-f0-9]{64}\b"),
        new("contribsys-credential", ["gems.contribsys.com", "enterprise.contribsys.com"], @"(?<secret>[a-z0-9]{8}:[a-z0-9]{8})@(?:gems|enterprise)\.contribsys\.com") { Lead = 20 },
        new("contribsys-credential", ["CONTRIBSYS__COM"], @"CONTRIBSYS__COM\S*[\s=:?""']+(?<secret>[a-z0-9]{8}:[a-z0-9]{8})\b"),
        new("private-package-key", ["glpkg_", "azdpat_"], @"\b(?:glpkg|azdpat)_[A-Za-z0-9]{20,}\b"),
        new("azure-devops-token", ["AZDO"], @"\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b") { Lead = 77 },
    ];

    internal static bool MixesCharacters(string secret) => secret.Any(char.IsAsciiDigit) && secret.Any(char.IsAsciiLetter);
}
