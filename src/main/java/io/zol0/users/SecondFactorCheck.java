package io.zol0.users;

import io.zol0.home.Secret;
import java.time.Clock;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks what is shown as a second factor: a code that is right now, once, or a recovery code, once. */
@Component
class SecondFactorCheck {
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final int LONGEST = 40;

    private final JdbcClient jdbc;
    private final Secret secret;
    private final Clock clock;

    SecondFactorCheck(DataSource database, Secret secret, Clock clock) {
        this.jdbc = JdbcClient.create(database);
        this.secret = secret;
        this.clock = clock;
    }

    /** Whether the code is right for the account; what was right once is not so again. */
    boolean proves(long accountId, String typed) {
        String code = typed.replaceAll("[\\s-]", "");
        if (code.length() > LONGEST) {
            return false;
        }
        return CODE.matcher(code).matches() ? isCode(accountId, code) : isRecovery(accountId, code);
    }

    static String purpose(long accountId) {
        return "totp/" + accountId;
    }

    /** How a recovery code is kept. */
    byte[] recoveryHash(long accountId, String code) {
        return secret.hash(
                "recovery code", accountId + " " + code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }

    private boolean isCode(long accountId, String code) {
        return jdbc.sql("select sealed_totp, totp_step from account where id = ? and sealed_totp is not null")
                .param(accountId)
                .query((row, n) -> {
                    byte[] key = Base32.decode(secret.open(purpose(accountId), row.getString(1)));
                    return Totp.step(key, code, clock.instant().getEpochSecond(), row.getLong(2));
                })
                .optional()
                .filter(OptionalLong::isPresent)
                .map(step -> use(accountId, step.getAsLong()))
                .orElse(false);
    }

    /** Of two who show the same code at once one is let in. */
    private boolean use(long accountId, long step) {
        return jdbc.sql("update account set totp_step = :step where id = :id and totp_step < :step")
                        .param("step", step)
                        .param("id", accountId)
                        .update()
                == 1;
    }

    private boolean isRecovery(long accountId, String code) {
        return jdbc.sql("delete from recovery_code where account_id = ? and hash = ?")
                        .params(accountId, recoveryHash(accountId, code))
                        .update()
                == 1;
    }
}
