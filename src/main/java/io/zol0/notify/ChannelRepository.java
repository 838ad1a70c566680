package io.zol0.notify;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The channels in the database. */
interface ChannelRepository extends Repository<ChannelEntity, Long> {
    List<ChannelEntity> findAllByOrderByName();

    Optional<ChannelEntity> findById(long id);

    Optional<ChannelEntity> findByNameIgnoreCase(String name);

    ChannelEntity saveAndFlush(ChannelEntity channel);

    void delete(ChannelEntity channel);

    void flush();

    long count();
}
