package io.zol0.limits;

import java.util.List;

/** Keeps bans beyond the end of the process. */
public interface BanStore {
    /** Keeps nothing. */
    BanStore NONE = new BanStore() {
        @Override
        public List<Ban> open() {
            return List.of();
        }

        @Override
        public void began(Ban ban) {}

        @Override
        public void lifted(Ban ban, String reason) {}
    };

    /** Those that were kept and have neither ended nor been lifted, at most {@link BanGuard#MOST_BANS}. May block. */
    List<Ban> open();

    /** A ban began, or lasts longer than the one of the same scope before. Must not block. */
    void began(Ban ban);

    /** A ban was ended by hand. Must not block. */
    void lifted(Ban ban, String reason);
}
