package io.zol0.notify;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The routes in the database. */
interface RouteRepository extends Repository<RouteEntity, Long> {
    List<RouteEntity> findAllByOrderById();

    Optional<RouteEntity> findById(long id);

    RouteEntity saveAndFlush(RouteEntity route);

    void delete(RouteEntity route);

    void flush();

    long count();
}
