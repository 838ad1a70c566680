package io.zol0.alerts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says of each point of one series how anomalous it is, from what went before alone.
 *
 * <p>What the same time of the days before leaves unexplained ({@link Week}), and the value itself, are averaged at
 * several paces ({@link Departure}); each average is compared with its own history ({@link Tail}), which gives a
 * surprise: minus the logarithm of a probability. The score rests on the mean of all of them and is 0.5 where that mean
 * is what one point in forty exceeds; for one member that would be usual, for all together it is rare. Only differences
 * within the series and ranks of time count, so neither another unit, nor an offset, nor another date changes a score.
 *
 * <p>An anomaly is told once: for the {@link #QUIET} points after a score of 0.5 or more, scores are halved, and each
 * one told raises what the next must reach by as much again, which is forgotten over {@link #FORGOTTEN_AFTER} points. A
 * value clearly outside of all before it ({@link Extent}) always surprises, and so does a standstill clearly longer than
 * any before it ({@link Standstill}). The days before can tell nothing until one of them and a hundred points are known.
 * Memory is bounded by some 20 KB, time by some hundred comparisons a point. Not for several threads at once.
 */
public final class Detector {
    /** From here on a score is an anomaly. */
    public static final double THRESHOLD = 0.5;

    private static final int QUIET = 48;
    private static final double WARINESS = 1;
    private static final double FORGOTTEN_AFTER = 288;
    private static final int EARLY = 64;
    private static final double LARGEST = 1e300;
    private static final double USUAL = -Math.log(0.025);

    /** The value itself counts as two of the reaches: what it shares with the season must not drown what the season tells. */
    private static final int WEIGHT_OF_ITSELF = 2;

    private static final double MEMBERS = Departure.OPINIONS * (Week.REACHES.length + WEIGHT_OF_ITSELF);
    private static final byte VERSION = 2;

    private final Departure[] departures = new Departure[Week.REACHES.length];
    private Departure itself = new Departure();
    private final Extent extent = new Extent();
    private final Standstill standstill = new Standstill();
    private final double[] left = new double[Week.REACHES.length];
    private final long[] times = new long[EARLY];
    private final double[] values = new double[EARLY];
    private @Nullable Week week;
    private int early;
    private int quiet;
    private double told;

    public Detector() {
        Arrays.setAll(departures, reach -> new Departure());
    }

    /**
     * The score of the next point, from 0 to 1. What is no number is passed over with 0; a point older than the one
     * before it counts as one of now.
     */
    public double score(Instant at, double value) {
        if (!(Math.abs(value) < LARGEST)) {
            return 0;
        }
        if (week != null) {
            return score(week, at.toEpochMilli(), value);
        }
        times[early] = at.toEpochMilli();
        values[early++] = value;
        if (early == EARLY) {
            week = begin();
        }
        return 0;
    }

    /** How far apart points are is known after a while; then those of that while are gone through. */
    private Week begin() {
        long[] steps = new long[EARLY - 1];
        Arrays.setAll(steps, i -> Math.abs(times[i + 1] - times[i]));
        Arrays.sort(steps);
        Week begun = Week.forStep(steps[steps.length / 2]);
        for (int i = 0; i < EARLY; i++) {
            score(begun, times[i], values[i]);
        }
        return begun;
    }

    private double score(Week week, long time, double value) {
        week.advance(time - times[0]);
        week.unexplained(value, left);
        week.put(value);
        double sum = WEIGHT_OF_ITSELF * itself.surprise(value - values[0]);
        for (int reach = 0; reach < left.length; reach++) {
            sum += departures[reach].surprise(left[reach]);
        }
        // Both learn from every point, whatever the other says.
        boolean certain = extent.surprises(value) | standstill.surprises(value);
        double surprise = certain ? Tail.MOST : sum / MEMBERS;
        return tell(1 - Math.pow(2, -surprise / (USUAL * (1 + WARINESS * told))));
    }

    private double tell(double score) {
        told *= 1 - 1 / FORGOTTEN_AFTER;
        if (quiet > 0) {
            quiet--;
            return score / 2;
        }
        if (score >= THRESHOLD) {
            quiet = QUIET;
            told++;
        }
        return score;
    }

    /** All that was learnt, for {@link #of}. */
    public byte[] state() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(early);
            out.writeShort(quiet);
            out.writeDouble(told);
            extent.write(out);
            standstill.write(out);
            for (int i = 0; i < early; i++) {
                out.writeLong(times[i]);
                out.writeDouble(values[i]);
            }
            if (week != null) {
                week.write(out);
                itself.write(out);
                for (Departure departure : departures) {
                    departure.write(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The detector that goes on where another was.
     *
     * @throws IllegalArgumentException where the bytes are of no detector, or of one of another version, which is to be
     *     replaced by a new one
     */
    public static Detector of(byte[] state) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("This is a detector of version " + version + ", and only version "
                        + VERSION + " can be read; a new one has to learn again.");
            }
            Detector detector = new Detector();
            detector.early = Math.clamp(in.readByte(), 0, EARLY);
            detector.quiet = in.readShort();
            detector.told = in.readDouble();
            detector.extent.read(in);
            detector.standstill.read(in);
            for (int i = 0; i < detector.early; i++) {
                detector.times[i] = in.readLong();
                detector.values[i] = in.readDouble();
            }
            if (detector.early == EARLY) {
                detector.week = Week.read(in);
                detector.itself = Departure.read(in);
                for (int reach = 0; reach < detector.departures.length; reach++) {
                    detector.departures[reach] = Departure.read(in);
                }
            }
            return detector;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The state of a detector is cut short at " + state.length + " bytes.", e);
        }
    }
}
