package io.zol0.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes the AOT cache that the next start is quicker by, where this one had none: a second ZoL0 on a scratch database
 * and a scratch home starts, answers itself a few calls, and ends; a second JVM turns what it saw into the cache.
 *
 * @see <a href="https://openjdk.org/jeps/483">JEP 483: Ahead-of-Time Class Loading and Linking</a>
 */
@Component
@EnableConfigurationProperties(AotSettings.class)
class AotTraining {
    private static final Logger log = LoggerFactory.getLogger(AotTraining.class);

    private final AotSettings settings;
    private final Installation installation;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable TrainingProcess step;
    private @Nullable Thread training;

    AotTraining(AotSettings settings, Installation installation) {
        this.settings = settings;
        this.installation = installation;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        Path cache = settings.cache();
        if (cache == null || !(event.getApplicationContext() instanceof WebServerApplicationContext)) {
            return;
        }
        if (Files.exists(cache) && jvmUsesArchive()) {
            log.info("This start used the AOT cache {}.", cache);
            return;
        }
        training = Thread.ofPlatform().daemon().name("aot-training").start(() -> train(cache));
    }

    /** Ends the training at once: no process of it lives on. */
    @EventListener
    void on(ContextClosedEvent event) throws InterruptedException {
        stopped.countDown();
        Thread running = training;
        if (running != null) {
            synchronized (this) {
                if (step != null) {
                    step.kill();
                }
            }
            running.join(TimeUnit.SECONDS.toMillis(10));
        }
    }

    /** What the JVM says of itself: an archive it could not use, the default one included, is not shared. */
    static boolean jvmUsesArchive() {
        return System.getProperty("java.vm.info", "").contains("sharing");
    }

    private void train(Path cache) {
        Path folder = cache.toAbsolutePath().getParent();
        EmbeddedServer server = installation.server();
        try {
            if (Files.deleteIfExists(cache)) {
                log.warn("The AOT cache {} could not be used and was removed.", cache);
            }
            if (server == null) {
                log.info("No AOT cache is trained beside an external database; starts take their usual time.");
                return;
            }
            if (folder == null || stopped.await(settings.delay().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            PrivateFiles.createFolder(folder);
            long begun = System.nanoTime();
            train(cache, folder, server);
            log.info(
                    "An AOT cache was trained in {} s; the next start is quicker.",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
        } catch (IOException | SQLException | RuntimeException e) {
            if (stopped.getCount() > 0) {
                log.warn(
                        "No AOT cache could be trained, and starts take their usual time: {} (see {}).",
                        e.getMessage(),
                        folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void train(Path cache, Path folder, EmbeddedServer server)
            throws IOException, SQLException, InterruptedException {
        Path home = folder.resolve("home.part");
        Path seen = folder.resolve("seen.part");
        Path part = folder.resolve("cache.part");
        Path said = folder.resolve("training.log");
        try (ScratchDatabase database = ScratchDatabase.made(server)) {
            PrivateFiles.deleteTree(home);
            run(TrainingProcess.recording(seen, home, database.databases()), said);
            run(TrainingProcess.creating(seen, part), said);
            PrivateFiles.moveIntoPlace(part, cache);
        } finally {
            PrivateFiles.deleteTree(home);
            Files.deleteIfExists(seen);
            Files.deleteIfExists(part);
        }
        Files.deleteIfExists(said);
        removeOthers(folder, cache);
    }

    private void run(TrainingProcess next, Path said) throws IOException, InterruptedException {
        synchronized (this) {
            if (stopped.getCount() == 0) {
                throw new IOException("ZoL0 is stopping");
            }
            next.start(said);
            step = next;
        }
        next.await(settings.patience());
    }

    /** Caches of other jars and JVMs: one is kept. */
    private static void removeOthers(Path folder, Path kept) throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(folder)) {
            others = files.filter(file -> file.toString().endsWith(".aot"))
                    .filter(file -> !file.getFileName().equals(kept.getFileName()))
                    .toList();
        }
        for (Path other : others) {
            Files.deleteIfExists(other);
        }
    }
}
