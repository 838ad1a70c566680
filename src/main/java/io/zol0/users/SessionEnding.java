package io.zol0.users;

import jakarta.servlet.http.HttpSession;

/** A session is about to be ended by somebody; its open pages can still be told. */
public record SessionEnding(HttpSession session) {}
