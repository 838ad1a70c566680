package io.zol0.insight;

import io.zol0.metrics.Answer;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Turns a database that is away into an answer. */
final class Away {
    private Away() {}

    static <T> Answer<T> asked(Supplier<T> question) {
        try {
            return new Answer.Found<>(question.get());
        } catch (DataAccessException | TransactionException away) {
            return new Answer.Unavailable<>("The database does not answer.");
        }
    }
}
