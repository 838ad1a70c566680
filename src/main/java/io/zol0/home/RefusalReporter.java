package io.zol0.home;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Says one sentence where a start was refused, in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalReporter implements SpringBootExceptionReporter {
    /** A setting of Spring's that takes what one of ours says. */
    private static final Pattern OURS = Pattern.compile("\\$\\{(zol0\\.[a-z.-]+)");

    @Override
    @SuppressWarnings("SystemOut")
    public boolean reportException(Throwable failure) {
        Optional<String> sentence = sentence(failure);
        sentence.ifPresent(System.err::println);
        return sentence.isPresent();
    }

    static Optional<String> sentence(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return Optional.of("Port " + taken.getPort() + " is taken; free it or choose another by ZOL0_PORT.");
            }
            if (cause instanceof BindException setting) {
                return Optional.of(sentence(setting));
            }
            if (cause instanceof FlywayException) {
                return Optional.of("The database could not be migrated: "
                        + String.valueOf(cause.getMessage())
                                .replaceAll("\\s*\\R\\s*", " ")
                                .strip());
            }
        }
        return Optional.empty();
    }

    /** Of a setting whose value cannot be read, or is refused by the record that takes it. */
    private static String sentence(BindException setting) {
        @Nullable Throwable cause = setting.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf((cause == null ? setting : cause).getMessage())
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
        if (reason.startsWith("zol0.")) {
            return reason;
        }
        ConfigurationProperty property = setting.getProperty();
        Matcher ours = OURS.matcher(property == null ? "" : String.valueOf(property.getValue()));
        return "The setting %s cannot be used: %s%s."
                .formatted(
                        ours.find() ? ours.group(1) : setting.getName(),
                        reason.replaceFirst("\\.$", ""),
                        example(setting.getTarget().getType().resolve()));
    }

    private static String example(@Nullable Class<?> type) {
        return type == DataSize.class
                ? "; write a size such as 64KB"
                : type == Duration.class ? "; write a time such as 30s" : "";
    }
}
