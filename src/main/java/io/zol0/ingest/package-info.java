/** What was measured elsewhere and is told to ZoL0: calls in batches, telemetry, browsers, figures of a business. */
@NullMarked
@ApplicationModule(allowedDependencies = {"home", "catalog", "metrics", "users"})
package io.zol0.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
