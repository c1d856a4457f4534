FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Chromium prints the plan on A3 as a PDF; without it the page itself can be printed.
RUN apt-get update && apt-get install -y --no-install-recommends chromium \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 samenplan \
    && mkdir -p /data/uploads /data/static /data/covers /data/aanlevering /keys \
    && chmod 700 /data/uploads /data/covers /data/aanlevering /keys \
    && chown -R samenplan /data /keys
WORKDIR /app
COPY config/locks/run.txt /tmp/run.txt
RUN pip install --no-cache-dir --require-hashes -r /tmp/run.txt
COPY . .
RUN python -c "from config import bootstrap; bootstrap.compile_translations()"
USER samenplan
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--config", "config/gunicorn.py"]
