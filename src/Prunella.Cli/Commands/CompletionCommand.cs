using System.CommandLine;
using Prunella.Cli.Shell;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella completion</c>: a script that lets the shell ask the tool for what may come next.</summary>
/// <remarks>The scripts call <c>prunella "[suggest:position]" "line"</c>, the directive of System.CommandLine, so that no other tool is needed.</remarks>
internal static class CompletionCommand
{
    private const string Bash = """
        # prunella completion for bash: eval "$(prunella completion bash)"
        _prunella() {
          local line="${COMP_LINE:0:COMP_POINT}"
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(prunella "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _prunella prunella
        """;

    private const string Zsh = """
        #compdef prunella
        # prunella completion for zsh: source <(prunella completion zsh)
        _prunella() {
          local -a candidates
          candidates=("${(@f)$(prunella "[suggest:$CURSOR]" "${BUFFER[1,CURSOR]}" 2>/dev/null)}")
          compadd -- "${candidates[@]}"
        }
        compdef _prunella prunella
        """;

    private const string PowerShell = """
        # prunella completion for PowerShell: prunella completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName prunella -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $line = $commandAst.ToString()
          prunella "[suggest:$cursorPosition]" $line.PadRight($cursorPosition) 2>$null |
            Where-Object { $_ -like "$wordToComplete*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static Command Create(CliContext context)
    {
        var command = new Command("completion", "Print a completion script for a shell.");
        var shell = new Argument<string>("shell") { Description = "bash, zsh or pwsh." };
        _ = shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        command.Arguments.Add(shell);
        command.SetAction(parse => context.Out.WriteLine(parse.GetValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            _ => PowerShell,
        }));
        return command;
    }
}
