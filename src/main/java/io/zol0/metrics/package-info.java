/** What was measured: calls become live windows, and minutes of history. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home"})
package io.zol0.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
