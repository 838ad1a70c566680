package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** What is in the keys of cached answers, by upstream, in the database. */
interface CacheScopeRepository extends Repository<CacheScopeEntity, Long> {
    List<CacheScopeEntity> findAll();

    Optional<CacheScopeEntity> findById(long upstreamId);

    CacheScopeEntity saveAndFlush(CacheScopeEntity scope);

    void deleteById(long upstreamId);
}
