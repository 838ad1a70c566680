package io.zol0.users;

import io.zol0.users.AccountChange.ChangedMeanwhile;
import io.zol0.users.AccountChange.Done;
import io.zol0.users.AccountChange.DoneWithPassword;
import io.zol0.users.AccountChange.Field;
import io.zol0.users.AccountChange.Gone;
import io.zol0.users.AccountChange.Refused;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of the people who log in; what ends an account's sessions is published when it is committed. */
@Service
@DenyAll
public class Accounts {
    /** Name of the account that is made with the installation. */
    public static final String FIRST = "admin";

    private static final AccountSettings FIRST_SETTINGS = new AccountSettings(Role.ADMIN, Set.of(), true);

    private final AccountRepository accounts;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Audit audit;

    Accounts(
            AccountRepository accounts,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            ApplicationEventPublisher events,
            Clock clock,
            Audit audit) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.throttle = throttle;
        this.events = events;
        this.clock = clock;
        this.audit = audit;
    }

    /** All of them, by name. */
    @RolesAllowed("ADMIN")
    @Transactional(readOnly = true)
    public List<Account> all() {
        return accounts.allByName().stream().map(AccountEntity::toAccount).toList();
    }

    /** The account with that number. */
    @RolesAllowed("ADMIN")
    @Transactional(readOnly = true)
    public Optional<Account> byId(long id) {
        return accounts.findById(id).map(AccountEntity::toAccount);
    }

    /** The account of whoever asks; none for programs, and once it is removed. */
    @RolesAllowed("VIEWER")
    @Transactional(readOnly = true)
    public Optional<Account> mine() {
        return SignedIn.current()
                .flatMap(person -> accounts.findById(person.accountId()))
                .map(AccountEntity::toAccount);
    }

    /** Makes an account with a random password, to be changed at the first login. */
    @RolesAllowed("ADMIN")
    @Transactional
    public AccountChange add(String name, AccountSettings settings) {
        String problem = AccountSettings.problemOfName(name);
        if (!problem.isEmpty()) {
            return new Refused(Field.NAME, problem);
        }
        if (!settings.problemOfEnvironments().isEmpty()) {
            return new Refused(Field.ENVIRONMENTS, settings.problemOfEnvironments());
        }
        if (accounts.findByNameIgnoreCase(name).isPresent()) {
            return new Refused(Field.NAME, "There is an account %s already; choose another name.".formatted(name));
        }
        String password = Passwords.random();
        AccountEntity made = new AccountEntity(name, Passwords.hash(encoder, password), settings, clock.instant());
        return new DoneWithPassword(created(made), password);
    }

    /**
     * Sets role, environments and whether the account may sign in; its sessions end.
     *
     * @param version the version that the change was made from
     */
    @RolesAllowed("ADMIN")
    @Transactional
    public AccountChange change(long id, long version, AccountSettings settings) {
        if (!settings.problemOfEnvironments().isEmpty()) {
            return new Refused(Field.ENVIRONMENTS, settings.problemOfEnvironments());
        }
        return with(id, version, account -> {
            Account before = account.toAccount();
            if (settings.equals(before.settings())) {
                return new Done(before);
            }
            if (isLastAdmin(before) && (settings.role() != Role.ADMIN || !settings.enabled())) {
                return new Refused(
                        settings.enabled() ? Field.ROLE : Field.ENABLED,
                        "%s is the last administrator who may sign in; make another one first."
                                .formatted(before.name()));
            }
            account.become(settings);
            audit.record(
                    action(before, settings), before.name(), before.settings().audited(), settings.audited());
            return new Done(saved(account, null));
        });
    }

    /** Gives the account a random password, to be changed at the next login; its sessions end. */
    @RolesAllowed("ADMIN")
    @Transactional
    public AccountChange resetPassword(long id, long version) {
        if (SignedIn.current().filter(person -> person.accountId() == id).isPresent()) {
            return new Refused(Field.ACCOUNT, "This is your own account; change its password under My account.");
        }
        return with(id, version, account -> {
            if (account.toAccount().external()) {
                return new Refused(Field.ACCOUNT, "This account has no password here; its identity provider has one.");
            }
            String password = Passwords.random();
            account.resetPassword(Passwords.hash(encoder, password));
            audit.record(AuditAction.PASSWORD_RESET, account.toAccount().name(), null, Map.of());
            return new DoneWithPassword(saved(account, null), password);
        });
    }

    /** Takes the second factor away from an account whose owner lost it; its sessions end. */
    @RolesAllowed("ADMIN")
    @Transactional
    public AccountChange removeSecondFactor(long id, long version) {
        return with(id, version, account -> {
            account.secondFactor(null);
            audit.record(AuditAction.SECOND_FACTOR_REMOVED, account.toAccount().name(), null, Map.of());
            return new Done(saved(account, null));
        });
    }

    /** Removes the account; its sessions end. */
    @RolesAllowed("ADMIN")
    @Transactional
    public AccountChange remove(long id, long version) {
        return with(id, version, account -> {
            Account before = account.toAccount();
            if (isLastAdmin(before)) {
                return new Refused(
                        Field.ACCOUNT,
                        "%s is the last administrator who may sign in; make another one first."
                                .formatted(before.name()));
            }
            accounts.delete(account);
            accounts.flush();
            events.publishEvent(new AccessChanged(id, null));
            audit.record(
                    AuditAction.ACCOUNT_REMOVED,
                    before.name(),
                    before.settings().audited(),
                    null);
            return new Done(before);
        });
    }

    /** Changes the password of whoever asks and knows the old one; all other sessions of the account end. */
    @RolesAllowed("VIEWER")
    @Transactional
    public PasswordChange changePassword(String old, String chosen) {
        SignedIn person = SignedIn.current().orElse(null);
        AccountEntity account =
                person == null ? null : accounts.findById(person.accountId()).orElse(null);
        if (account == null || account.passwordHash() == null) {
            return new PasswordChange.Refused("This account has no password here; its identity provider has one.");
        }
        String tries = "password of " + account.toAccount().id();
        Optional<Duration> wait = throttle.take(tries);
        if (wait.isPresent()) {
            return new PasswordChange.Refused(TooManyAttempts.sentence(wait.get()));
        }
        if (!encoder.matches(old, account.passwordHash())) {
            return new PasswordChange.Refused("The present password is not right; type the one you logged in with.");
        }
        throttle.right(tries);
        if (old.equals(chosen)) {
            return new PasswordChange.Refused("The new password is the present one; choose another.");
        }
        Optional<String> weakness = Passwords.weakness(account.toAccount().name(), chosen);
        if (weakness.isPresent()) {
            return new PasswordChange.Refused(weakness.get());
        }
        account.choosePassword(Passwords.hash(encoder, chosen));
        audit.record(AuditAction.PASSWORD_CHANGED, account.toAccount().name(), null, Map.of());
        saved(account, person);
        return new PasswordChange.Changed();
    }

    /** Gives the first account a new random password, to be changed at the next login; makes the account where it is missing. */
    @RolesAllowed(Itself.ROLE)
    @Transactional
    public String resetAdmin() {
        String password = Passwords.random();
        String hash = Passwords.hash(encoder, password);
        accounts.findByNameIgnoreCase(FIRST)
                .ifPresentOrElse(
                        account -> resetToFirst(account, hash),
                        () -> created(new AccountEntity(FIRST, hash, FIRST_SETTINGS, clock.instant())));
        return password;
    }

    /** Makes the first account where there is none yet, and answers its password. */
    @RolesAllowed(Itself.ROLE)
    @Transactional
    Optional<String> createFirst() {
        return accounts.count() > 0 ? Optional.empty() : Optional.of(resetAdmin());
    }

    private Account created(AccountEntity made) {
        Account account = accounts.saveAndFlush(made).toAccount();
        audit.record(
                AuditAction.ACCOUNT_CREATED,
                account.name(),
                null,
                account.settings().audited());
        return account;
    }

    private void resetToFirst(AccountEntity account, String hash) {
        Account before = account.toAccount();
        account.resetPassword(hash);
        account.become(FIRST_SETTINGS);
        audit.record(AuditAction.PASSWORD_RESET, before.name(), null, Map.of());
        audit.record(
                AuditAction.ACCOUNT_CHANGED, before.name(), before.settings().audited(), FIRST_SETTINGS.audited());
        saved(account, null);
    }

    private static AuditAction action(Account before, AccountSettings settings) {
        if (before.enabled() == settings.enabled()) {
            return AuditAction.ACCOUNT_CHANGED;
        }
        return settings.enabled() ? AuditAction.ACCOUNT_ENABLED : AuditAction.ACCOUNT_DISABLED;
    }

    private AccountChange with(long id, long version, Function<AccountEntity, AccountChange> work) {
        accounts.lockAdmins();
        AccountEntity account = accounts.findById(id).orElse(null);
        if (account == null) {
            return new Gone();
        }
        Account current = account.toAccount();
        return current.version() == version ? work.apply(account) : new ChangedMeanwhile(current);
    }

    private boolean isLastAdmin(Account account) {
        return accounts.lockAdmins().equals(List.of(account.id()));
    }

    private Account saved(AccountEntity account, @Nullable SignedIn kept) {
        Account saved = accounts.saveAndFlush(account).toAccount();
        events.publishEvent(new AccessChanged(saved.id(), kept));
        return saved;
    }
}
