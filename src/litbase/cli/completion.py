"""`litbase completion`: commands, options and keys completed by the shell."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that teaches SHELL to complete commands, options and keys.

    \b
    Examples:
      eval "$(litbase completion bash)"                                        in ~/.bashrc
      eval "$(litbase completion zsh)"                                         in ~/.zshrc
      litbase completion fish > ~/.config/fish/completions/litbase.fish
    """
    completing = get_completion_class(shell)
    if completing is None:
        raise click.UsageError(f"'{shell}' has no completion")
    click.echo(completing(ctx.find_root().command, {}, "litbase", "_LITBASE_COMPLETE").source())
