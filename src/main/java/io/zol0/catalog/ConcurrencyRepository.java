package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The concurrency limits, by upstream, in the database. */
interface ConcurrencyRepository extends Repository<ConcurrencyEntity, Long> {
    List<ConcurrencyEntity> findAll();

    Optional<ConcurrencyEntity> findById(long upstreamId);

    ConcurrencyEntity saveAndFlush(ConcurrencyEntity concurrency);

    void deleteById(long upstreamId);
}
