package io.zol0.users;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of the people who log in. */
@Service
public class Accounts {
    /** Name of the account that is made with the installation. */
    public static final String FIRST = "admin";

    private final AccountRepository accounts;
    private final PasswordEncoder encoder;
    private final Clock clock;
    private final Audit audit;

    Accounts(AccountRepository accounts, PasswordEncoder encoder, Clock clock, Audit audit) {
        this.accounts = accounts;
        this.encoder = encoder;
        this.clock = clock;
        this.audit = audit;
    }

    /** The account of that name, letters differing not by case. */
    @Transactional(readOnly = true)
    public Optional<Account> byName(String name) {
        return accounts.findByNameIgnoreCase(name).map(AccountEntity::toAccount);
    }

    /** Changes a password for who knows the old one. */
    @Transactional
    public PasswordChange changePassword(String name, String old, String chosen) {
        AccountEntity account = accounts.findByNameIgnoreCase(name).orElse(null);
        if (account == null || !encoder.matches(old, account.passwordHash())) {
            return new PasswordChange.Refused("The present password is not right; type the one you logged in with.");
        }
        if (old.equals(chosen)) {
            return new PasswordChange.Refused("The new password is the present one; choose another.");
        }
        Optional<String> weakness = Passwords.weakness(name, chosen);
        if (weakness.isPresent()) {
            return new PasswordChange.Refused(weakness.get());
        }
        account.choosePassword(encoder.encode(chosen));
        audit.record(AuditAction.PASSWORD_CHANGED, account.toAccount().name(), null, Map.of());
        return new PasswordChange.Changed();
    }

    /** Gives the first account a new random password, to be changed at the next login; makes the account where it is missing. */
    @Transactional
    public String resetAdmin() {
        String password = Passwords.random();
        String hash = encoder.encode(password);
        accounts.findByNameIgnoreCase(FIRST)
                .ifPresentOrElse(account -> reset(account, hash), () -> create(FIRST, hash, Role.ADMIN));
        return password;
    }

    /** Makes the first account where there is none yet, and answers its password. */
    @Transactional
    Optional<String> createFirst() {
        return accounts.count() > 0 ? Optional.empty() : Optional.of(resetAdmin());
    }

    private void create(String name, String hash, Role role) {
        Account created = accounts.save(new AccountEntity(name, hash, role, clock.instant()))
                .toAccount();
        audit.record(AuditAction.ACCOUNT_CREATED, name, null, audited(created));
    }

    private void reset(AccountEntity account, String hash) {
        Map<String, Object> before = audited(account.toAccount());
        account.resetPassword(hash);
        Map<String, Object> after = audited(account.toAccount());
        audit.record(AuditAction.PASSWORD_RESET, account.toAccount().name(), null, Map.of());
        audit.record(AuditAction.ACCOUNT_CHANGED, account.toAccount().name(), before, after);
    }

    private static Map<String, Object> audited(Account account) {
        return Map.of("role", account.role(), "enabled", account.enabled());
    }

    @Transactional
    void loggedIn(String name) {
        accounts.findByNameIgnoreCase(name).ifPresent(account -> account.loggedIn(clock.instant()));
    }

    @Transactional(readOnly = true)
    Optional<Credentials> credentials(String name) {
        return accounts.findByNameIgnoreCase(name)
                .map(account -> new Credentials(account.toAccount(), account.passwordHash()));
    }

    /** An account and what its password is checked against. */
    record Credentials(Account account, String passwordHash) {
        @Override
        public String toString() {
            return "Credentials of " + account.name();
        }
    }
}
