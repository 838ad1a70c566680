package io.zol0.home;

import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says one sentence where a start was refused, in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalReporter implements SpringBootExceptionReporter {
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
            if (cause instanceof FlywayException) {
                return Optional.of("The database could not be migrated: "
                        + String.valueOf(cause.getMessage())
                                .replaceAll("\\s*\\R\\s*", " ")
                                .strip());
            }
        }
        return Optional.empty();
    }
}
