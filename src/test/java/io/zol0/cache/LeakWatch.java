package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Netty's leak detector at its most suspicious for as long as it is open; fails where it reports something. Where it reports to, SLF4J or
 * the JDK, depends on what was loaded first.
 */
public final class LeakWatch implements AutoCloseable {
    private static final String SENTINEL = "leaked on purpose";

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();
    private final java.util.logging.Logger ofJdk =
            java.util.logging.Logger.getLogger(ResourceLeakDetector.class.getName());
    private final Queue<String> reportsOfJdk = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord report) {
            reportsOfJdk.add(report.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LeakWatch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        reports.start();
        logger.setAdditive(false);
        logger.addAppender(reports);
        ofJdk.setUseParentHandlers(false);
        ofJdk.addHandler(handler);
    }

    /** What leaked is reported when the collector has found it: one that leaks on purpose tells when it has. */
    @Override
    public void close() {
        try {
            leakOnPurpose();
            List<String> found = List.of();
            for (int i = 0; i < 200 && found.stream().noneMatch(report -> report.contains(SENTINEL)); i++) {
                System.gc();
                PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
                found = Stream.concat(
                                new ArrayList<>(reports.list).stream().map(ILoggingEvent::getFormattedMessage),
                                reportsOfJdk.stream())
                        .toList();
            }
            assertThat(found).hasSize(1);
            assertThat(found.getFirst()).contains(SENTINEL);
        } finally {
            logger.detachAppender(reports);
            logger.setAdditive(true);
            ofJdk.removeHandler(handler);
            ofJdk.setUseParentHandlers(true);
            ResourceLeakDetector.setLevel(before);
        }
    }

    private static void leakOnPurpose() {
        ByteBuf leaked = PooledByteBufAllocator.DEFAULT.directBuffer(16);
        leaked.touch(SENTINEL);
    }
}
