package io.zol0.catalog;

/**
 * A preset that somebody here wrote.
 *
 * @param number by which its changes are known
 * @param text JSON
 */
public record OwnPreset(long number, String name, String text) {}
