package io.zol0.users;

import java.time.Clock;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of whom an identity provider vouches for: made at the first sign-in, with the role of each. */
@Component
class ProviderAccounts {
    private static final int LONGEST = 56;
    private static final int MOST_OF_ONE_NAME = 1_000;

    private final AccountRepository accounts;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    ProviderAccounts(AccountRepository accounts, ApplicationEventPublisher events, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The account of a subject, with that role from now on. An account that is there by its name only stays somebody else's. */
    @Transactional
    Account take(String subject, String name, Role role) {
        AccountEntity account = accounts.findByProviderSubject(subject).orElse(null);
        if (account == null) {
            AccountSettings settings = new AccountSettings(role, Set.of(), true);
            Account made = accounts.saveAndFlush(
                            AccountEntity.external(freeName(name), subject, settings, clock.instant()))
                    .toAccount();
            audit.record(AuditAction.ACCOUNT_CREATED, made.name(), null, settings.audited());
            return made;
        }
        Account before = account.toAccount();
        if (before.role() == role) {
            return before;
        }
        AccountSettings settings =
                new AccountSettings(role, role == Role.ADMIN ? Set.of() : before.environments(), before.enabled());
        account.become(settings);
        Account now = accounts.saveAndFlush(account).toAccount();
        audit.record(AuditAction.ACCOUNT_CHANGED, now.name(), before.settings().audited(), settings.audited());
        events.publishEvent(new AccessChanged(now.id(), null));
        return now;
    }

    private String freeName(String wanted) {
        String clean = wanted.replaceAll("[^A-Za-z0-9._@-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        String base = clean.isEmpty() ? "person" : clean.substring(0, Math.min(clean.length(), LONGEST));
        return Stream.concat(
                        Stream.of(base), IntStream.range(2, MOST_OF_ONE_NAME).mapToObj(number -> base + "-" + number))
                .filter(name -> accounts.findByNameIgnoreCase(name).isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("too many accounts are named " + base));
    }
}
