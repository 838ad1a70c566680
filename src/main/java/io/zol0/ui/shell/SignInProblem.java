package io.zol0.ui.shell;

import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why somebody sees the sign-in page, where there is more to say than that.
 *
 * @param isNews whether nothing went wrong
 */
record SignInProblem(String title, String sentence, boolean isNews) {
    private static final long LONGEST_WAIT = 86_400;

    static Optional<SignInProblem> of(QueryParameters parameters, boolean secondStep) {
        Map<String, List<String>> given = parameters.getParameters();
        if (given.containsKey(SignInFailures.WAIT)) {
            return Optional.of(new SignInProblem(
                    "Too many attempts",
                    "Try again in %s. Attempts before that are not looked at."
                            .formatted(words(parameters
                                    .getSingleParameter(SignInFailures.WAIT)
                                    .orElse(""))),
                    false));
        }
        if (given.containsKey(SignInFailures.ERROR)) {
            return Optional.of(new SignInProblem(
                    "That did not work",
                    secondStep
                            ? "This is not the code of the present half minute, or it was used before. Type the next one."
                            : "User name and password do not belong together. Check both; passwords mind capital letters.",
                    false));
        }
        if (given.containsKey(SignInFailures.EXPIRED)) {
            return Optional.of(
                    new SignInProblem("That took too long", "Sign in once more; the code is asked for again.", false));
        }
        if (given.containsKey(SignInFailures.NO_ROLE)) {
            return Optional.of(new SignInProblem(
                    "No role in ZoL0",
                    "Your identity provider knows you, but names no role for you here. Ask whoever runs ZoL0 which group you need.",
                    false));
        }
        if (given.containsKey(SignInFailures.PROVIDER)) {
            return Optional.of(new SignInProblem(
                    "The identity provider did not sign you in",
                    "Try again; where it goes on, whoever runs ZoL0 finds the reason in the logs of both.",
                    false));
        }
        if (given.containsKey(SignInFailures.AWAY)) {
            return Optional.of(new SignInProblem(
                    "The identity provider is away",
                    "Try again in a minute, or sign in with a password; the reason stands in ZoL0's log.",
                    false));
        }
        if (given.containsKey(EndedSessions.ENDED)) {
            return Optional.of(new SignInProblem(
                    "You are signed out",
                    "This session was ended, or what your account may do has changed. Sign in again.",
                    true));
        }
        return Optional.empty();
    }

    private static String words(String seconds) {
        if (!seconds.matches("\\d{1,6}")) {
            return "a while";
        }
        long wait = Math.clamp(Long.parseLong(seconds), 1, LONGEST_WAIT);
        return wait < 120 ? wait + " s" : Math.ceilDiv(wait, 60L) + " min";
    }
}
