package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The presets in the database. */
interface PresetRepository extends Repository<PresetEntity, Long> {
    List<PresetEntity> findAllByOrderByName();

    Optional<PresetEntity> findById(long id);

    PresetEntity saveAndFlush(PresetEntity preset);

    void deleteById(long id);
}
