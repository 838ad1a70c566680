package io.zol0.users;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Audit entries as lines of a table for spreadsheets.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class AuditCsv {
    static final String HEAD = "number,time,who,from,action,subject,before,after,hash\r\n";

    private AuditCsv() {}

    static String line(AuditEntry entry) {
        return Stream.of(
                        Long.toString(entry.number()),
                        entry.at().toString(),
                        entry.who(),
                        entry.origin(),
                        entry.words(),
                        entry.subject(),
                        fields(entry.before()),
                        fields(entry.after()),
                        entry.hash())
                .map(AuditCsv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Quoted where it must be; an apostrophe keeps a spreadsheet from taking it for a formula. */
    private static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n' || c == '\'')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    private static @Nullable String fields(@Nullable Map<String, String> fields) {
        return fields == null
                ? null
                : fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("; "));
    }
}
