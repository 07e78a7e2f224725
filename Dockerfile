# Liaison in a container: slim, in two stages, not root, locked dependencies with hashes.
#
#   docker build --tag liaison .
#   docker run --rm liaison demo
#   docker run --detach --name liaison --volume liaison:/data --env-file secrets.env liaison
#
# No secret is built in: tokens come from the environment or from mounted files at run time.
# Configuration is /data/liaison.yaml, where there is one, and the database /data/liaison.db.
#
# Licence notice: the image contains the extra [translate], thus minisbd, which is AGPL-3.0; Liaison
# is MIT. `--build-arg REQUIREMENTS=runtime` builds an image without it, and without PostgreSQL.
#
# What was tried: buildah built it (chroot isolation) on a stand-in for the base image, Debian 12 with
# Python 3.11, and `liaison screen` and `liaison demo` ran in it as the user below. What was not: the
# base image named here, which is named by version and not by digest (pin it where you build), the
# health check, and an engine that runs containers.

ARG PYTHON_VERSION=3.13

FROM python:${PYTHON_VERSION}-slim AS build
ARG REQUIREMENTS=image
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
# Dependencies first: this layer changes only when the lock does.
COPY requirements/ requirements/
RUN python -m pip install --quiet --require-hashes --requirement requirements/build.txt \
    && python -m pip install --quiet --no-build-isolation --use-pep517 --require-hashes \
        --requirement "requirements/${REQUIREMENTS}.txt"
COPY pyproject.toml README.md LICENSE ./
COPY translations/ translations/
COPY policies/ policies/
COPY responders/ responders/
COPY bot/ bot/
RUN python -m pip install --quiet --no-build-isolation --no-deps . \
    && python -m pip uninstall --quiet --yes setuptools \
    && python -m compileall -q /venv/lib

FROM python:${PYTHON_VERSION}-slim AS run
LABEL org.opencontainers.image.title="Liaison" \
      org.opencontainers.image.description="Bilingual (English/French) moderation and corrective-response bot for public institutions" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0"
RUN groupadd --gid 10001 liaison \
    && useradd --uid 10001 --gid liaison --home-dir /data --no-create-home --shell /usr/sbin/nologin liaison \
    && install --directory --owner=liaison --group=liaison --mode=0750 /data
COPY --from=build /venv /venv
COPY LICENSE docs/licences.md /usr/share/doc/liaison/
ENV PATH=/venv/bin:$PATH \
    PYTHONUTF8=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /data
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=15s --start-period=30s --retries=3 \
    CMD ["liaison", "doctor", "--alive"]
ENTRYPOINT ["liaison"]
CMD ["run"]
