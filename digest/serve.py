"""The site with live reload, for editors at their desk."""

from collections.abc import Callable

from livereload import Server

from digest.config import Config


def serve_site(config: Config, port: int, build: Callable[[], None]) -> None:
    """Build, serve on localhost, and build again when content, templates or settings change. Does not return."""
    build()
    server = Server()
    for path in (
        config.content / "articles",
        config.content / "lexicon",
        config.content / "facts",
        config.templates,
        config.docs_dir,
    ):
        server.watch(f"{path}/**/*", build)
    server.watch(str(config.file), build)
    server.serve(port=port, host="127.0.0.1", root=str(config.site_dir))
