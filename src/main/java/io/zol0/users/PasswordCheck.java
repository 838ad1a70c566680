package io.zol0.users;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks password and second factor. An account that is unknown, disabled or without a password costs the same work and
 * gets the same answer as a wrong password.
 */
@Component
class PasswordCheck implements AuthenticationProvider {
    /** Longer ones are nobody's; they are cut, so that they cost no more. */
    private static final int LONGEST = Passwords.LONGEST + 1;

    private final AccountRepository accounts;
    private final SecondFactorCheck secondFactor;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;
    private final Clock clock;
    private final CompletableFuture<String> decoy;

    PasswordCheck(
            AccountRepository accounts,
            SecondFactorCheck secondFactor,
            PasswordEncoder encoder,
            LoginThrottle throttle,
            Clock clock) {
        this.accounts = accounts;
        this.secondFactor = secondFactor;
        this.encoder = encoder;
        this.throttle = throttle;
        this.clock = clock;
        this.decoy = CompletableFuture.supplyAsync(() -> Passwords.hash(encoder, Passwords.random()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication given) {
        LoginDetails details = given.getDetails() instanceof LoginDetails known && known.code() != null ? known : null;
        PasswordSignIn person = details == null ? byPassword(given) : bySecondFactor(details);
        UsernamePasswordAuthenticationToken proven =
                UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities());
        proven.setDetails(given.getDetails());
        return proven;
    }

    private PasswordSignIn byPassword(Authentication given) {
        LoginDetails details = given.getDetails() instanceof LoginDetails known ? known : null;
        String address = details == null ? "" : details.getRemoteAddress();
        String name = given.getName();
        throttle.take(name, address).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        AccountEntity found = accounts.findByNameIgnoreCase(name).orElse(null);
        String typed = String.valueOf(given.getCredentials());
        boolean right = encoder.matches(
                typed.substring(0, Math.min(typed.length(), LONGEST)),
                found == null || found.passwordHash() == null ? decoy.join() : found.passwordHash());
        if (found == null
                || found.passwordHash() == null
                || !right
                || !found.toAccount().enabled()) {
            throw new BadCredentialsException("name and password do not belong together");
        }
        throttle.right(name, address);
        Account account = found.toAccount();
        if (account.secondFactor()) {
            throw new SecondFactorNeeded(new PendingLogin(
                    account.id(),
                    account.name(),
                    account.version(),
                    details != null && details.remember(),
                    clock.instant().plus(PendingLogin.LASTS)));
        }
        return new PasswordSignIn(account);
    }

    private PasswordSignIn bySecondFactor(LoginDetails details) {
        PendingLogin pending = details.pending();
        if (pending == null || pending.until().isBefore(clock.instant())) {
            throw new CredentialsExpiredException("the password has to be shown again");
        }
        String tries = "second factor of " + pending.accountId();
        throttle.take(tries, details.getRemoteAddress()).ifPresent(wait -> {
            throw new TooManyAttempts(wait);
        });
        String code = details.code();
        Account account = accounts.findById(pending.accountId())
                .map(AccountEntity::toAccount)
                .filter(now -> now.enabled() && now.version() == pending.accountVersion())
                .orElseThrow(() -> new CredentialsExpiredException("the account changed meanwhile"));
        if (code == null || !secondFactor.proves(account.id(), code)) {
            throw new BadCredentialsException("the code is not right");
        }
        throttle.right(tries, details.getRemoteAddress());
        return new PasswordSignIn(account);
    }
}
