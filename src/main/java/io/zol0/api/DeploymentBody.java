package io.zol0.api;

import io.zol0.insight.Deployment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to the system that calls, such as a new version that went out.
 *
 * @param at when; null for now
 * @param title what, in 1 to 200 characters
 * @param text more of it, at most 2,000 characters
 * @param environment where; null for everywhere
 * @param upstream name of the upstream that it has to do with; null for none in particular
 * @param link where more is to be read: an address of http or https
 */
record DeploymentBody(
        @Nullable Instant at,
        @Nullable String title,
        @Nullable String text,
        @Nullable String environment,
        @Nullable String upstream,
        @Nullable String link) {
    /** As it was taken. */
    record Told(long id, Instant at, String title, String who) {
        static Told of(Deployment deployment) {
            return new Told(deployment.id(), deployment.at(), deployment.title(), deployment.who());
        }
    }

    Deployment deployment(Instant now) {
        return new Deployment(
                0, at == null ? now : at, orEmpty(title), orEmpty(text), orEmpty(environment), 0, orEmpty(link), "");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
