"""``sayso completion``: how does the shell learn the commands?  Click knows three shells; PowerShell is taught here."""

import os

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from sayso.cli.main import application
from sayso.cli.printing import say

_VARIABLE = "_SAYSO_COMPLETE"
_ADVICE = {
    "bash": 'Add to ~/.bashrc:  eval "$(sayso completion bash)"',
    "zsh": 'Add to ~/.zshrc:  eval "$(sayso completion zsh)"',
    "fish": "Write it to ~/.config/fish/completions/sayso.fish",
    "powershell": "Add to $PROFILE:  sayso completion powershell | Out-String | Invoke-Expression",
}
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursorPosition }
    $words = @($before | ForEach-Object { $_.ToString() })
    if ($wordToComplete -and $words.Count -gt 1) { $words = @($words[0..($words.Count - 2)]) }
    $env:SAYSO_COMPLETE_WORDS = $words -join "`n"
    $env:SAYSO_COMPLETE_WORD = $wordToComplete
    $env:%(complete_var)s = 'powershell_complete'
    try {
        & $words[0] | ForEach-Object {
            $kind, $value, $help = $_ -split "`t", 3
            if ($kind -eq 'plain') {
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
            }
        }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:SAYSO_COMPLETE_WORDS, Env:SAYSO_COMPLETE_WORD
    }
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell 5 and later.

    The words before the cursor come one a line; what comes back is one candidate a line: kind, value and help, with tabs between.
    Where nothing comes back PowerShell completes file names by itself.
    """

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words after the program's name, and the one being typed."""
        return os.environ.get("SAYSO_COMPLETE_WORDS", "").splitlines()[1:], os.environ.get("SAYSO_COMPLETE_WORD", "")

    def format_completion(self, item: CompletionItem) -> str:
        """One candidate; help may not be empty, PowerShell refuses an empty tooltip."""
        return f"{item.type}\t{item.value}\t{item.help or item.value}"


add_completion_class(PowerShellComplete)


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_ADVICE)))
def command(shell: str) -> int:
    """Print the script that teaches a shell the commands of sayso."""
    completer = get_completion_class(shell)
    if completer is None:
        raise click.ClickException(f"this version of click does not know {shell}")
    say(f"# {_ADVICE[shell]}")
    say(completer(application, {}, "sayso", _VARIABLE).source())
    return 0
