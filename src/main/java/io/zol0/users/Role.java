package io.zol0.users;

/** What an account may do: each role may also do what the one before it may. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN
}
