package io.zol0.users;

/** A principal that may look at some environments or at all: a person, a program, or ZoL0 itself. */
public interface Sighted {
    Sight sight();
}
