package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LogTests {
    @Test
    void a_message_is_one_line_whatever_somebody_put_into_it() throws Exception {
        Properties settings = new Properties();
        try (InputStream shipped = LogTests.class.getResourceAsStream("/application.properties")) {
            settings.load(shipped);
        }
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        // What is Spring's own in the pattern is for stack traces.
        layout.setPattern(settings.getProperty("logging.pattern.console").replace("%wEx", "%nopex"));
        layout.start();

        String line = layout.doLayout(
                new LoggingEvent("", context.getLogger("io.zol0"), Level.WARN, "{} was refused", null, new Object[] {
                    "a\r\n2026-11-24 00:00:00 INFO  all is well\u001b[2J\u0000\tb"
                }));

        assertThat(line).endsWith("a 2026-11-24 00:00:00 INFO  all is well [2J b was refused\n");
        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b", "\u0000");
    }
}
