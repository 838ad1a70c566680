package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The circuit breakers, by upstream, in the database. */
interface BreakerRepository extends Repository<BreakerEntity, Long> {
    List<BreakerEntity> findAll();

    Optional<BreakerEntity> findById(long upstreamId);

    BreakerEntity saveAndFlush(BreakerEntity breaker);

    void deleteById(long upstreamId);
}
