package io.zol0.users;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The tokens in the database. */
interface TokenRepository extends Repository<TokenEntity, Long> {
    List<TokenEntity> findAllByOrderByName();

    Optional<TokenEntity> findById(long id);

    boolean existsByName(String name);

    TokenEntity save(TokenEntity token);

    void delete(TokenEntity token);

    long count();
}
