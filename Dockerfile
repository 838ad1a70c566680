# Build: JDK and Maven, nothing else.
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY frontend frontend
COPY db db
RUN mvn -B -q package -DskipTests -Dskip.integration=true \
    && java -Djarmode=tools -jar target/zol0.jar extract --destination target/app

# Run: a JRE and a user who is nobody special.
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /data zol0 && install -d -o zol0 -g zol0 -m 0700 /data
COPY --from=build /build/target/app /app
USER zol0
WORKDIR /data
# Outside the container means outside this machine to ZoL0: the gateway then demands a token (printed at the first start), and
# both ports TLS (ZOL0_TLS_CERT and ZOL0_TLS_KEY) or ZOL0_PLAIN_HTTP=on, for the image cannot know where its ports lead.
ENV ZOL0_HOME=/data ZOL0_BIND=0.0.0.0
EXPOSE 8080 8081
VOLUME /data
# To plain HTTP a port that speaks TLS answers 400; it is alive then, and its health is asked by TLS from outside.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${ZOL0_PORT:-8080} && printf 'GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -Eq ' 200| 400'"]
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/app/zol0.jar"]
