package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The cache policies in the database. */
interface CachePolicyRepository extends Repository<CachePolicyEntity, CachePolicyEntity.Key> {
    List<CachePolicyEntity> findAll();

    Optional<CachePolicyEntity> findById(CachePolicyEntity.Key key);

    CachePolicyEntity saveAndFlush(CachePolicyEntity policy);

    void deleteById(CachePolicyEntity.Key key);
}
