"""%%nginx: a cell that runs where there is nginx, and says so elsewhere."""

from IPython import get_ipython

from gateway.processes import GatewayError, nginx


def cells():
    """Let %%nginx mark a cell; return whether there is nginx, and how to get it."""
    try:
        nginx()
        missing = ""
    except GatewayError as error:
        missing = str(error)

    def marked(line, cell):
        if missing:
            print("Not run: this needs nginx.")
        else:
            get_ipython().run_cell(cell).raise_error()

    get_ipython().register_magic_function(marked, "cell", "nginx")
    return missing or "nginx is here"
