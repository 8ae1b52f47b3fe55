namespace Prunella.Patterns.Scrubbing;

/// <summary>Keys of clouds and of what they host, by the formats their vendors document.</summary>
internal static class CloudRules
{
    public static IReadOnlyList<ScrubRule> All { get; } =
    [
        new("aws-key", ["AKIA", "ASIA", "ABIA", "ACCA", "A3T"], @"\b(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}\b"),
        new("aws-bedrock-key", ["ABSK"], @"\bABSK[A-Za-z0-9+/]{90,}={0,2}"),
        new("aws-bedrock-key", ["bedrock-api-key-"], @"bedrock-api-key-[A-Za-z0-9+/=]{8,}") { Reach = 4096 },
        new("aws-signature", ["X-Amz-Signature=", "X-Amz-Security-Token=", "X-Goog-Signature="], @"X-(?:Amz|Goog)-(?:Signature|Security-Token)=(?<secret>[A-Za-z0-9%+/=_-]{16,})") { Reach = 4096 },
        new("google-api-key", ["AIza"], @"\bAIza[A-Za-z0-9_-]{35}\b"),
        new("google-oauth", ["ya29.", "GOCSPX-"], @"\b(?:ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{28})") { Reach = 2048 },
        new("azure-sas", ["sig=", "Sig="], @"\b[sS]ig=(?<secret>[A-Za-z0-9%+/]{40,}={0,2})"),
        new("azure-client-secret", ["0Q~", "1Q~", "2Q~", "3Q~", "4Q~", "5Q~", "6Q~", "7Q~", "8Q~", "9Q~"], @"(?:^|[^A-Za-z0-9_~.-])(?<secret>[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})") { Lead = 4, Reach = 48 },
        // 52 random characters, then JQQJ9, then version, platform, service and a checksum: 84 or 88 in all.
        new("azure-key", ["JQQJ9"], @"\b[A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{26,31}={0,2}") { Lead = 53, Reach = 48 },
        // Identifiable keys: base64 of random bytes with a signature of the service before the checksum.
        new("azure-key", ["APIM", "ACDb", "+ABa", "+AMC", "+ASt", "+ASb", "+AEh", "+ARm", "AzFu", "AZEG", "AzSe", "AzCa", "+ACR", "AIoT"],
            @"(?:^|[^A-Za-z0-9+/])(?<secret>[A-Za-z0-9+/]{33,80}(?:APIM|ACDb|\+ABa|\+AMC|\+ASt|\+ASb|\+AEh|\+ARm|AzFu|AZEG|AzSe|AzCa|\+ACR|AIoT)[A-Za-z0-9+/]{5,10}={0,2})") { Lead = 82, Reach = 24 },
        new("digitalocean-token", ["dop_v1_", "doo_v1_", "dor_v1_"], @"\bdo[opr]_v1_[a-f0-9]{64}\b"),
        new("alibaba-key", ["LTAI"], @"\bLTAI[A-Za-z0-9]{12,24}\b"),
        new("tencent-key", ["AKID"], @"\bAKID[A-Za-z0-9]{32}\b"),
        new("yandex-key", ["AQVN", "YCA", "YCM", "YCP", "YCN", "YC3", "t1."],
            @"\b(?:AQVN[A-Za-z0-9_-]{35,38}|YC[A-Za-z0-9_-]{38}|t1\.[A-Z0-9a-z_-]+={0,2}\.[A-Z0-9a-z_-]{86}={0,2})") { Reach = 4096 },
        new("cloudflare-origin-key", ["v1.0-"], @"\bv1\.0-[a-f0-9]{24}-[a-f0-9]{146}\b"),
        new("cloudflare-token", ["cfat_", "cfut_", "cfk_"], @"\bcf(?:at|ut|k)_[A-Za-z0-9]{40,}\b"),
        new("heroku-key", ["HRKU-"], @"\bHRKU-[A-Za-z0-9_-]{36,60}"),
        new("flyio-token", ["fo1_", "fm1_", "fm1a_", "fm1r_", "fm2_"], @"\b(?:fo1_[\w-]{43}|fm1[ar]?_[A-Za-z0-9+/]{100,}={0,3}|fm2_[A-Za-z0-9+/]{100,}={0,3})") { Reach = 4096 },
        new("databricks-token", ["dapi"], @"\bdapi[a-f0-9]{32}(?:-\d)?\b"),
        new("scalingo-token", ["tk-us-"], @"\btk-us-[\w-]{48}"),
        new("netlify-token", ["nfp_", "nfc_", "nfu_"], @"\bnf[pcu]_[A-Za-z0-9_]{36,}"),
        new("render-key", ["rnd_"], @"\brnd_[A-Za-z0-9]{32}\b"),
        new("supabase-key", ["sbp_", "sb_secret_"], @"\b(?:sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{30,})"),
        new("planetscale-key", ["pscale_"], @"\bpscale_(?:tkn|oauth|pw)_[\w=.-]{32,64}"),
        new("neon-key", ["napi_"], @"\bnapi_[a-z0-9]{48,}\b"),
        new("vercel-token", ["vcp_", "vca_", "vci_", "vcr_", "vck_"], @"\bvc[paick]_[A-Za-z0-9]{24,}\b"),
        new("ibm-key", ["ApiKey-"], @"\bApiKey-[A-Za-z0-9_-]{30,}"),
        new("scaleway-key", ["SCW"], @"\bSCW[A-Z0-9]{17}\b") { MinEntropy = 3 },
        new("linode-token", ["lin_oauth_"], @"\blin_oauth_[A-Za-z0-9]{30,}"),
        new("pinecone-key", ["pcsk_"], @"\bpcsk_[A-Za-z0-9_]{40,}"),
        new("cloudinary-url", ["cloudinary://"], @"cloudinary://\d+:(?<secret>[\w-]{20,})@"),
        new("openshift-token", ["sha256~"], @"\bsha256~[\w-]{43}"),
    ];
}
