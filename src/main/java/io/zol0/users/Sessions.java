package io.zol0.users;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.DisabledException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The sessions of this process: who is signed in where, and the end of it. At most 50 an account; beyond, the one that was
 * quiet for longest ends.
 */
@Service
public class Sessions {
    private static final int MOST_PER_ACCOUNT = 50;
    private static final int LONGEST_BROWSER = 120;

    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final AccountRepository accounts;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    Sessions(AccountRepository accounts, ApplicationEventPublisher events, Audit audit, Clock clock) {
        this.audit = audit;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    /** The sessions of whoever asks, newest first. */
    @RolesAllowed("VIEWER")
    public List<Session> mine() {
        return SignedIn.current().map(person -> list(person.accountId())).orElse(List.of());
    }

    /** The sessions of an account, newest first. */
    @RolesAllowed("ADMIN")
    public List<Session> of(long accountId) {
        return list(accountId);
    }

    /** Ends a session of whoever asks; somebody else's stays. */
    @RolesAllowed("VIEWER")
    public void endMine(String reference) {
        SignedIn.current().ifPresent(person -> endOne(person.accountId(), reference));
    }

    /** Ends a session of an account. */
    @RolesAllowed("ADMIN")
    public void end(long accountId, String reference) {
        endOne(accountId, reference);
    }

    /**
     * Takes a session in that has just signed in.
     *
     * @throws DisabledException where the account changed while it did
     */
    public void begin(HttpSession session, SignedIn person, String address, @Nullable String browser) {
        Live begun = new Live(session, person, address, shortened(browser), clock.instant());
        session.setAttribute(Live.class.getName(), begun);
        // First in the list, then compared: a change that is committed meanwhile finds it in either.
        boolean same = accounts.findById(person.accountId())
                .map(AccountEntity::toAccount)
                .filter(now -> now.enabled() && now.version() == person.accountVersion())
                .isPresent();
        if (!same) {
            session.removeAttribute(Live.class.getName());
            throw new DisabledException("the account changed meanwhile");
        }
        accounts.loggedIn(person.accountId(), clock.instant());
        live.values().stream()
                .filter(each -> each.person.accountId() == person.accountId())
                .sorted(Comparator.comparing(Live::seen).reversed())
                .skip(MOST_PER_ACCOUNT)
                .forEach(this::end);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(AccessChanged changed) {
        end(each -> each.person.accountId() == changed.accountId() && each.person != changed.kept());
    }

    private void endOne(long accountId, String reference) {
        Live found = live.get(reference);
        if (found != null && found.person.accountId() == accountId) {
            end(found);
            audit.note(AuditAction.SESSION_ENDED, found.person.accountName(), Map.of("from", found.address));
        }
    }

    private void end(Predicate<Live> which) {
        live.values().stream().filter(which).forEach(this::end);
    }

    private void end(Live ending) {
        live.remove(ending.reference);
        events.publishEvent(new SessionEnding(ending.session));
        ending.invalidate();
    }

    private List<Session> list(long accountId) {
        SignedIn self = SignedIn.current().orElse(null);
        return live.values().stream()
                .filter(each -> each.person.accountId() == accountId)
                .sorted(Comparator.comparing((Live each) -> each.since).reversed())
                .map(each -> new Session(
                        each.reference, each.address, each.browser, each.since, each.seen(), each.person == self))
                .toList();
    }

    private static String shortened(@Nullable String browser) {
        String clean =
                browser == null ? "" : browser.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= LONGEST_BROWSER ? clean : clean.substring(0, LONGEST_BROWSER) + "…";
    }

    /** A session in the list; leaves it with the session, however that ends. */
    private final class Live implements HttpSessionBindingListener {
        private final String reference = UUID.randomUUID().toString();
        private final HttpSession session;
        private final SignedIn person;
        private final String address;
        private final String browser;
        private final Instant since;

        Live(HttpSession session, SignedIn person, String address, String browser, Instant since) {
            this.session = session;
            this.person = person;
            this.address = address;
            this.browser = browser;
            this.since = since;
        }

        Instant seen() {
            try {
                return Instant.ofEpochMilli(session.getLastAccessedTime());
            } catch (IllegalStateException ended) {
                return since;
            }
        }

        void invalidate() {
            try {
                session.invalidate();
            } catch (IllegalStateException ended) {
                // It ended by itself; what was wanted is so.
            }
        }

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            live.put(reference, this);
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            live.remove(reference);
        }
    }
}
