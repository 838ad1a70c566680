package io.zol0.api;

import io.zol0.users.Account;
import io.zol0.users.AccountChange;
import io.zol0.users.Accounts;
import io.zol0.users.Sessions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The people who log in to the console, by REST, for administrators; a password that was made is told once. */
@RestController
@RequestMapping("/api/settings/users")
class UserController {
    private final Accounts accounts;
    private final Sessions sessions;

    UserController(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @GetMapping
    List<UserBody> all() {
        return accounts.all().stream().map(UserBody::of).toList();
    }

    @PostMapping
    ResponseEntity<UserBody.WithPassword> add(@RequestBody UserBody.Wanted body) {
        String name = body.name() == null ? "" : body.name();
        UserBody.WithPassword made = withPassword(accounts.add(name, body.settings()), "user " + name);
        long id = made.user().id();
        return ResponseEntity.created(URI.create("/api/settings/users/" + id))
                .eTag(Versions.tag(there(id).version()))
                .body(made);
    }

    @GetMapping("/{id}")
    ResponseEntity<UserBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), there(id));
    }

    /** Sets role, environments and whether it may sign in; it is signed out everywhere. */
    @PutMapping("/{id}")
    ResponseEntity<UserBody> change(
            @PathVariable long id,
            @RequestBody UserBody.Wanted body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Account there = there(id);
        if (body.name() != null && !body.name().equals(there.name())) {
            throw Unfit.sense("name", "This is user %s; the name cannot be changed.".formatted(there.name()));
        }
        long version = Versions.required(ifMatch, there.version());
        return answer(ResponseEntity.ok(), done(accounts.change(id, version, body.settings()), named(id)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        done(accounts.remove(id, Versions.required(ifMatch, there(id).version())), named(id));
        return ResponseEntity.noContent().build();
    }

    /** Gives it a new password, told this once and to be changed at the next login; it is signed out everywhere. */
    @PostMapping("/{id}/reset-password")
    ResponseEntity<UserBody.WithPassword> resetPassword(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long version = Versions.required(ifMatch, there(id).version());
        UserBody.WithPassword reset = withPassword(accounts.resetPassword(id, version), named(id));
        return ResponseEntity.ok().eTag(Versions.tag(there(id).version())).body(reset);
    }

    /** Takes the second factor away from an account whose owner lost it; it is signed out everywhere. */
    @DeleteMapping("/{id}/second-factor")
    ResponseEntity<UserBody> removeSecondFactor(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long version = Versions.required(ifMatch, there(id).version());
        return answer(ResponseEntity.ok(), done(accounts.removeSecondFactor(id, version), named(id)));
    }

    /** Where it is signed in with this node, newest first. */
    @GetMapping("/{id}/sessions")
    List<UserBody.SignedIn> sessions(@PathVariable long id) {
        there(id);
        return sessions.of(id).stream()
                .map(each -> new UserBody.SignedIn(
                        each.reference(), each.address(), each.browser(), each.since(), each.seen()))
                .toList();
    }

    /** Signs it out there. */
    @DeleteMapping("/{id}/sessions/{reference}")
    ResponseEntity<Void> end(@PathVariable long id, @PathVariable String reference) {
        there(id);
        sessions.end(id, reference);
        return ResponseEntity.noContent().build();
    }

    private static UserBody.WithPassword withPassword(AccountChange change, String what) {
        if (change instanceof AccountChange.DoneWithPassword(Account account, String password)) {
            return new UserBody.WithPassword(UserBody.of(account), password);
        }
        done(change, what);
        throw new IllegalStateException("done without a password: " + what);
    }

    private static Account done(AccountChange change, String what) {
        return switch (change) {
            case AccountChange.Done(Account account) -> account;
            case AccountChange.DoneWithPassword(Account account, String password) -> account;
            case AccountChange.Refused(AccountChange.Field field, String sentence) ->
                throw Unfit.sense(
                        field == AccountChange.Field.ACCOUNT ? "" : field.name().toLowerCase(Locale.ROOT), sentence);
            case AccountChange.ChangedMeanwhile(Account current) -> throw new Stale(what, current.version());
            case AccountChange.Gone gone -> throw new Missing("There is no %s.".formatted(what));
        };
    }

    private static ResponseEntity<UserBody> answer(ResponseEntity.BodyBuilder answer, Account account) {
        return answer.eTag(Versions.tag(account.version())).body(UserBody.of(account));
    }

    private Account there(long id) {
        return accounts.byId(id).orElseThrow(() -> new Missing("There is no %s.".formatted(named(id))));
    }

    private static String named(long id) {
        return "user number %d".formatted(id);
    }
}
