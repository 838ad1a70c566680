package io.zol0.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A preset that somebody here wrote, as it is kept. */
@Entity
@Table(name = "preset")
class PresetEntity {
    @Id
    private long id;

    private String name;
    private String text;

    @SuppressWarnings("NullAway.Init")
    protected PresetEntity() {}

    PresetEntity(long id, Setting.OfPreset preset) {
        this.id = id;
        name = preset.name();
        text = preset.text();
    }

    Setting.OfPreset toPreset() {
        return new Setting.OfPreset(name, text);
    }
}
