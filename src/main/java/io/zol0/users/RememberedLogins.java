package io.zol0.users;

import io.zol0.home.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.InvalidCookieException;
import org.springframework.stereotype.Component;

/**
 * Browsers that stay signed in after their session: a cookie with a series and a token, of which the token is another one
 * after each use (Barry Jaspan, Improved Persistent Login Cookie Best Practice). A token that was used before was copied:
 * then all of the account's browsers have to sign in again. Only keyed hashes are kept, at most 50 an account.
 */
@Component
public class RememberedLogins extends AbstractRememberMeServices {
    public static final Duration LASTS = Duration.ofDays(30);

    /** Requests that a browser sends at once show the same token; so long the one before is no sign of a copy. */
    static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final String COOKIE = "zol0-remember";
    private static final String SERIES = RememberedLogins.class.getName();
    private static final int SECRET_BYTES = 24;
    private static final int MOST_PER_ACCOUNT = 50;

    private final AccountRepository accounts;
    private final JdbcClient jdbc;
    private final Secret secret;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RememberedLogins(
            AccountRepository accounts,
            DataSource database,
            Secret secret,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        // The key tells that an authentication is ours; it never leaves the process.
        super(HexFormat.of().formatHex(secret.hash("remember-me key", "")), name -> {
            throw new IllegalStateException("accounts are found by number");
        });
        this.accounts = accounts;
        this.jdbc = JdbcClient.create(database);
        this.secret = secret;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        setCookieName(COOKIE);
        setParameter(LoginDetails.REMEMBER);
        setTokenValiditySeconds((int) LASTS.toSeconds());
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    private record Row(
            long accountId,
            long accountVersion,
            byte[] token,
            byte @Nullable [] before,
            Instant rotated,
            Instant used) {}

    @Override
    protected void onLoginSuccess(HttpServletRequest request, HttpServletResponse response, Authentication proven) {
        if (proven.getPrincipal() instanceof SignedIn person) {
            String series = random();
            String token = random();
            Timestamp now = Timestamp.from(clock.instant());
            jdbc.sql("""
                            delete from remembered_login where account_id = :account and (used_at < :ended or series in (
                                select series from remembered_login where account_id = :account
                                order by used_at desc offset :most))""")
                    .param("account", person.accountId())
                    .param("ended", Timestamp.from(clock.instant().minus(LASTS)))
                    .param("most", MOST_PER_ACCOUNT - 1)
                    .update();
            jdbc.sql("""
                            insert into remembered_login (series, account_id, account_version, token, rotated_at, used_at)
                            values (?, ?, ?, ?, ?, ?)""")
                    .params(hash(series), person.accountId(), person.accountVersion(), hash(token), now, now)
                    .update();
            setCookie(new String[] {series, token}, getTokenValiditySeconds(), request, response);
            request.getSession().setAttribute(SERIES, hash(series));
        }
    }

    @Override
    protected UserDetails processAutoLoginCookie(
            String[] cookie, HttpServletRequest request, HttpServletResponse response) {
        if (cookie.length != 2) {
            throw new InvalidCookieException("not two parts");
        }
        byte[] series = hash(cookie[0]);
        byte[] shown = hash(cookie[1]);
        Row row = find(series).orElseThrow(() -> new InvalidCookieException("no such series"));
        Instant now = clock.instant();
        Account account = accounts.findById(row.accountId())
                .map(AccountEntity::toAccount)
                .filter(each -> each.enabled() && each.version() == row.accountVersion())
                .filter(each -> row.used().plus(LASTS).isAfter(now))
                .orElse(null);
        if (account == null) {
            forget(series);
            throw new InvalidCookieException("no longer valid");
        }
        if (MessageDigest.isEqual(shown, row.token())) {
            String token = random();
            if (rotate(series, row.token(), hash(token), now)) {
                setCookie(new String[] {cookie[0], token}, getTokenValiditySeconds(), request, response);
            }
        } else if (!wasJustNow(row, shown, now)) {
            stolen(account);
            throw new InvalidCookieException("a token that was used before");
        }
        request.getSession().setAttribute(SERIES, series);
        return new PasswordSignIn(account);
    }

    /** Signed out is signed out: the browser is not remembered any more. */
    @Override
    public void logout(
            HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Authentication login) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            forgetThat(session);
        }
        // Over a WebSocket there is no answer that could take the cookie back; it is worth nothing any more.
        if (response != null) {
            super.logout(request, response, login);
        }
    }

    /** Likewise where somebody else signs it out. */
    @EventListener
    void on(SessionEnding ending) {
        try {
            forgetThat(ending.session());
        } catch (IllegalStateException ended) {
            // It ended by itself meanwhile, which is no reason to forget the browser.
        }
    }

    private void forgetThat(HttpSession session) {
        if (session.getAttribute(SERIES) instanceof byte[] series) {
            forget(series);
        }
    }

    private void stolen(Account account) {
        jdbc.sql("delete from remembered_login where account_id = ?")
                .param(account.id())
                .update();
        audit.note(AuditAction.REMEMBERED_LOGIN_COPIED, account.name(), Map.of());
        events.publishEvent(new AccessChanged(account.id(), null));
    }

    private boolean rotate(byte[] series, byte[] before, byte[] token, Instant now) {
        Timestamp at = Timestamp.from(now);
        return jdbc.sql("""
                        update remembered_login set token = ?, token_before = ?, rotated_at = ?, used_at = ?
                        where series = ? and token = ?""")
                        .params(List.of(token, before, at, at, series, before))
                        .update()
                == 1;
    }

    /** Where another request was faster, what was shown is the one before by now. */
    private boolean wasJustNow(Row row, byte[] shown, Instant now) {
        return row.before() != null
                && MessageDigest.isEqual(shown, row.before())
                && row.rotated().plus(OVERLAP).isAfter(now);
    }

    private Optional<Row> find(byte[] series) {
        return jdbc.sql("""
                        select account_id, account_version, token, token_before, rotated_at, used_at
                        from remembered_login where series = ?""")
                .param(series)
                .query((row, n) -> new Row(
                        row.getLong(1),
                        row.getLong(2),
                        row.getBytes(3),
                        row.getBytes(4),
                        row.getTimestamp(5).toInstant(),
                        row.getTimestamp(6).toInstant()))
                .optional();
    }

    private void forget(byte[] series) {
        jdbc.sql("delete from remembered_login where series = ?").param(series).update();
    }

    private byte[] hash(String part) {
        return secret.hash("remember-me", part);
    }

    private String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
