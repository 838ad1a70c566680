package io.zol0.catalog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The upstreams in the database. */
interface UpstreamRepository extends Repository<UpstreamEntity, Long> {
    List<UpstreamEntity> findAllByOrderByName();

    Optional<UpstreamEntity> findById(long id);

    Optional<UpstreamEntity> findByName(String name);

    UpstreamEntity saveAndFlush(UpstreamEntity upstream);

    void delete(UpstreamEntity upstream);

    void flush();

    @Modifying
    @Query(value = "insert into environment (name) values (?1) on conflict do nothing", nativeQuery = true)
    void ensureEnvironment(String name);

    @Query(value = "select name from environment order by name", nativeQuery = true)
    List<String> environments();
}
