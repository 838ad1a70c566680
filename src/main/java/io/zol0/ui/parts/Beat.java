package io.zol0.ui.parts;

import io.zol0.metrics.CallSample;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import java.util.List;

/**
 * What all open consoles are shown of one second, worked out once.
 *
 * @param tick the second that just ended, over everything
 * @param minute the last minute, over everything
 * @param hour the last hour, over everything
 * @param endpoints what was called in the last 5 minutes; up to a few seconds old where there are many
 * @param errors the newest failed calls, newest first
 */
public record Beat(Tick tick, Stats minute, Stats hour, List<EndpointStats> endpoints, List<CallSample> errors) {}
