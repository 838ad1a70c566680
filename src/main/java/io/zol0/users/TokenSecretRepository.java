package io.zol0.users;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The secrets of tokens in the database. */
interface TokenSecretRepository extends Repository<TokenSecretEntity, Long> {
    List<TokenSecretEntity> findAllByOrderByCreatedAtDescIdDesc();

    List<TokenSecretEntity> findByTokenIdOrderByCreatedAtDescIdDesc(long tokenId);

    TokenSecretEntity save(TokenSecretEntity secret);

    void delete(TokenSecretEntity secret);

    @Modifying
    @Query("update TokenSecretEntity set lastUsedAt = :at where id = :id and (lastUsedAt is null or lastUsedAt < :at)")
    int used(long id, Instant at);
}
