package io.zol0.api;

import org.jspecify.annotations.Nullable;

/**
 * A preset of this installation's own, as the REST API has it.
 *
 * @param id in answers; a request may leave it out
 * @param name 1 to 40 lower-case letters, digits and hyphens
 * @param text the preset as JSON, at most 64 KB
 */
record PresetBody(
        @Nullable Long id, @Nullable String name, @Nullable String text) {}
