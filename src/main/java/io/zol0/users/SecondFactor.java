package io.zol0.users;

import io.zol0.home.Secret;
import io.zol0.users.SecondFactorChange.Field;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One's own second factor: codes of an app, and recovery codes for when the app is gone. */
@Service
@DenyAll
public class SecondFactor {
    private static final int RECOVERY_CODES = 10;
    private static final int LONGEST = Passwords.LONGEST;

    private final AccountRepository accounts;
    private final SecondFactorCheck check;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final JdbcClient jdbc;
    private final Secret secret;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactor(
            AccountRepository accounts,
            SecondFactorCheck check,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            DataSource database,
            Secret secret,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.check = check;
        this.encoder = encoder;
        this.throttle = throttle;
        this.jdbc = JdbcClient.create(database);
        this.secret = secret;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** A new secret for whoever asks; nothing is kept until a code of it was shown. */
    @RolesAllowed("VIEWER")
    public Enrolment begin() {
        byte[] made = new byte[Totp.SECRET_BYTES];
        random.nextBytes(made);
        return Enrolment.of(SignedIn.current().map(SignedIn::accountName).orElse(""), made);
    }

    /** Asks for codes of that secret from now on; all other sessions of the account end. */
    @RolesAllowed("VIEWER")
    @Transactional
    public SecondFactorChange add(Enrolment enrolment, String password, String code) {
        AccountEntity account = mine();
        Optional<SecondFactorChange> refusal = refusal(account, password);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        OptionalLong step = Totp.step(
                Base32.decode(enrolment.secret()),
                code.replace(" ", ""),
                clock.instant().getEpochSecond(),
                0);
        if (step.isEmpty()) {
            return new SecondFactorChange.Refused(
                    Field.CODE,
                    "This is not the code of the present half minute. Type the one the app shows now, and see that the"
                            + " clock of its device is right.");
        }
        long id = account.toAccount().id();
        account.secondFactor(secret.seal(SecondFactorCheck.purpose(id), enrolment.secret()));
        List<String> codes =
                IntStream.range(0, RECOVERY_CODES).mapToObj(i -> recoveryCode()).toList();
        changed(account, AuditAction.SECOND_FACTOR_ADDED);
        jdbc.sql("update account set totp_step = ? where id = ?")
                .params(step.getAsLong(), id)
                .update();
        jdbc.sql("delete from recovery_code where account_id = ?").param(id).update();
        codes.forEach(each -> jdbc.sql("insert into recovery_code (account_id, hash) values (?, ?)")
                .params(id, check.recoveryHash(id, each))
                .update());
        return new SecondFactorChange.Added(codes);
    }

    /** Asks for the password only from now on; all other sessions of the account end. */
    @RolesAllowed("VIEWER")
    @Transactional
    public SecondFactorChange remove(String password) {
        AccountEntity account = mine();
        Optional<SecondFactorChange> refusal = refusal(account, password);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        account.secondFactor(null);
        changed(account, AuditAction.SECOND_FACTOR_REMOVED);
        jdbc.sql("delete from recovery_code where account_id = ?")
                .param(account.toAccount().id())
                .update();
        return new SecondFactorChange.Removed();
    }

    /** How many recovery codes whoever asks has left. */
    @RolesAllowed("VIEWER")
    @Transactional(readOnly = true)
    public int recoveryCodesLeft() {
        return jdbc.sql("select count(*) from recovery_code where account_id = ?")
                .param(mine().toAccount().id())
                .query(Integer.class)
                .single();
    }

    private void changed(AccountEntity account, AuditAction action) {
        Account saved = accounts.saveAndFlush(account).toAccount();
        audit.record(action, saved.name(), null, Map.of());
        events.publishEvent(new AccessChanged(saved.id(), SignedIn.current().orElse(null)));
    }

    private AccountEntity mine() {
        return SignedIn.current()
                .flatMap(person -> accounts.findById(person.accountId()))
                .orElseThrow(() -> new IllegalStateException("whoever asks has no account"));
    }

    private Optional<SecondFactorChange> refusal(AccountEntity account, String password) {
        String tries = "password of " + account.toAccount().id();
        Optional<Duration> wait = throttle.take(tries);
        if (wait.isPresent()) {
            return Optional.of(new SecondFactorChange.Refused(Field.PASSWORD, TooManyAttempts.sentence(wait.get())));
        }
        String hash = account.passwordHash();
        if (password.length() > LONGEST || hash == null || !encoder.matches(password, hash)) {
            return Optional.of(new SecondFactorChange.Refused(
                    Field.PASSWORD, "The password is not right; type the one you signed in with."));
        }
        throttle.right(tries);
        return Optional.empty();
    }

    /** 50 bits, which nobody guesses in the tries there are. */
    private String recoveryCode() {
        byte[] bytes = new byte[7];
        random.nextBytes(bytes);
        String text = Base32.encode(bytes).toLowerCase(Locale.ROOT).substring(0, 10);
        return text.substring(0, 5) + "-" + text.substring(5);
    }
}
