package io.zol0.users;

import java.time.Instant;

/**
 * A browser in which an account is signed in.
 *
 * @param reference names it among all sessions; says nothing about its cookie
 * @param address where its sign-in came from
 * @param browser what that said it is, shortened
 * @param seen when it last asked for anything
 * @param own whether it is the one that asks
 */
public record Session(String reference, String address, String browser, Instant since, Instant seen, boolean own) {}
