package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

class SnapshotTests {
    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Snapshot.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final CacheFixture before = new CacheFixture();
    private final CacheFixture after = new CacheFixture();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        before.close();
        after.close();
        assertThat(after.cache.memory().usedBytes()).isZero();
        assertThat(after.cache.memory().arrivingBytes()).isZero();
        assertThat(after.cache.sites().size()).isZero();
    }

    private Path file() {
        return folder.resolve("answers");
    }

    private void fill() {
        before.answers(
                        "Cache-Control",
                        "max-age=60",
                        "Content-Type",
                        "text/plain",
                        "Vary",
                        "Foo",
                        "X",
                        "ü".repeat(40_000))
                .saying("some text ".repeat(40_000))
                .get("/text?x=1", "Foo", "1");
        byte[] noise = new byte[700_000];
        new Random(1).nextBytes(noise);
        before.answers("Cache-Control", "max-age=60").saying(noise).get("/noise");
        before.answers(204, "Cache-Control", "max-age=60").saying("").get("/nothing");
    }

    @Test
    void a_start_after_a_clean_stop_is_warm() throws IOException {
        fill();
        assertThat(before.cache.save(file())).isEqualTo(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        after.now = before.wait(Duration.ofSeconds(10)).now;
        assertThat(after.cache.load(file(), after.now)).isEqualTo(3);
        assertThat(file()).doesNotExist();
        for (String accepted : List.of("", "gzip")) {
            for (String target : List.of("/text?x=1", "/noise", "/nothing")) {
                CacheFixture.Answer answer = after.get(target, "Foo", "1", "Accept-Encoding", accepted);
                assertThat(answer).isEqualTo(before.get(target, "Foo", "1", "Accept-Encoding", accepted));
                assertThat(answer.field("age")).isEqualTo("10");
                assertThat(answer.fromStore()).isTrue();
            }
        }
        assertThat(after.get("/text?x=1", "Foo", "2").fromStore()).isFalse();
        assertThat(after.wait(Duration.ofSeconds(50)).get("/noise").fromStore()).isFalse();
        assertThat(log.list).isEmpty();
    }

    @Test
    void nothing_with_a_credential_is_in_it() throws IOException {
        before.answers("Cache-Control", "max-age=60").saying("secret body");
        before.get("/a", "Authorization", "secret");
        before.get("/a", "Cookie", "secret");
        before.get("/a", "X-MBX-APIKEY", "secret");
        before.get("/a?access_token=secret");
        before.answers("Cache-Control", "max-age=60", "Set-Cookie", "secret").get("/b");
        assertThat(before.cache.save(file())).isZero();
        assertThat(Files.readString(file(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(after.cache.load(file(), after.now)).isZero();
    }

    @Test
    void what_is_over_by_now_is_not_taken_up() throws IOException {
        fill();
        before.cache.save(file());
        assertThat(after.cache.load(file(), after.now + Duration.ofDays(1).toMillis()))
                .isZero();
    }

    @Test
    void without_a_file_there_is_nothing_to_say() {
        assertThat(after.cache.load(file(), after.now)).isZero();
        assertThat(log.list).isEmpty();
    }

    @Test
    void a_torn_one_is_dropped_with_one_line_wherever_it_is_torn() throws IOException {
        before.answers("Cache-Control", "max-age=60").saying("x".repeat(3000)).get("/a");
        before.get("/b");
        before.cache.save(file());
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] torn = whole.clone();
            int place = random.nextInt(whole.length);
            switch (i % 3) {
                case 0 -> torn = java.util.Arrays.copyOf(whole, place);
                case 1 -> torn[place] ^= (byte) (1 << random.nextInt(8));
                default -> torn = java.util.Arrays.copyOf(whole, whole.length + 1 + place);
            }
            Files.write(file(), torn);
            assertThat(after.cache.load(file(), after.now)).isZero();
            assertThat(file()).doesNotExist();
            assertThat(log.list).hasSize(1);
            assertThat(log.list.getFirst().getFormattedMessage())
                    .startsWith("The cache starts empty: its snapshot " + file() + " cannot be used, for ");
            log.list.clear();
            assertThat(after.cache.memory().usedBytes()).isZero();
        }
    }

    @Test
    void one_that_is_larger_than_the_budget_is_dropped() throws IOException {
        byte[] noise = new byte[2_000_000];
        new Random(1).nextBytes(noise);
        before.answers("Cache-Control", "max-age=60").saying(noise).get("/a");
        before.cache.save(file());
        try (CacheFixture small = new CacheFixture(CacheFixture.budget(DataSize.ofMegabytes(1)), Runnable::run)) {
            assertThat(small.cache.load(file(), small.now)).isZero();
        }
        assertThat(log.list).hasSize(1);
    }

    @Test
    void where_it_cannot_be_written_what_was_there_stays() throws IOException {
        fill();
        before.cache.save(file());
        byte[] whole = Files.readAllBytes(file());
        assertThatThrownBy(() -> before.cache.save(folder.resolve("missing/answers")))
                .isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(file())).isEqualTo(whole);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file());
        }
    }
}
