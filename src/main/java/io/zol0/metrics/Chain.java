package io.zol0.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of history with its grains, the finest first: the rows of each are made of those of the one before. */
enum Chain {
    CALL(List.of(Grain.values())),
    SERIES(List.of(Grain.MINUTE, Grain.HOUR, Grain.DAY));

    private final List<Grain> grains;

    Chain(List<Grain> grains) {
        this.grains = grains;
    }

    /** What it is called in the database. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    String table(Grain grain) {
        return kind() + "_" + grain.column();
    }

    List<Grain> grains() {
        return grains;
    }

    /** Those that are made and not measured. */
    List<Grain> made() {
        return grains.subList(1, grains.size());
    }

    /** Those that are finer than one, the coarsest first. */
    List<Grain> finer(Grain grain) {
        return grains.subList(0, grains.indexOf(grain)).reversed();
    }

    Optional<Grain> coarser(Grain grain) {
        int next = grains.indexOf(grain) + 1;
        return next < grains.size() ? Optional.of(grains.get(next)) : Optional.empty();
    }
}
