package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The quotas in the database. */
interface QuotaRepository extends Repository<QuotaEntity, Long> {
    List<QuotaEntity> findAllByOrderByUpstreamIdAscNameAsc();

    List<QuotaEntity> findByUpstreamIdOrderByName(long upstreamId);

    Optional<QuotaEntity> findById(long id);

    int countByUpstreamId(long upstreamId);

    QuotaEntity saveAndFlush(QuotaEntity quota);

    void deleteById(long id);
}
