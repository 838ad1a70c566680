package io.zol0.catalog;

import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;

/** Finds the sentence for what the database refused. */
final class BrokenRule {
    private BrokenRule() {}

    /** An {@link InvalidDraft} where a rule is behind it, or what the database said where none is known. */
    static RuntimeException behind(DataIntegrityViolationException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            ServerErrorMessage said = cause instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
            String constraint = said == null ? null : said.getConstraint();
            if (constraint != null && SettingRule.of(constraint).isPresent()) {
                return new InvalidDraft(
                        List.of(SettingRule.of(constraint).orElseThrow().problem()));
            }
        }
        return refused;
    }
}
