package io.zol0.users;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The accounts in the database. */
interface AccountRepository extends Repository<AccountEntity, Long> {
    @Query("select a from AccountEntity a order by lower(a.name)")
    List<AccountEntity> allByName();

    Optional<AccountEntity> findById(long id);

    Optional<AccountEntity> findByNameIgnoreCase(String name);

    Optional<AccountEntity> findByProviderSubject(String subject);

    List<AccountEntity> findAll();

    AccountEntity saveAndFlush(AccountEntity account);

    void delete(AccountEntity account);

    void flush();

    long count();

    /** Locks the administrators that may sign in here, without an identity provider; two who would take the last two away wait for each other here. */
    @Query(
            value =
                    "select id from account where role = 'ADMIN' and enabled and password_hash is not null order by id for update",
            nativeQuery = true)
    List<Long> lockAdmins();

    /** Not a change of the account: nobody who edits it meanwhile is told of one. */
    @Modifying
    @Transactional
    @Query(value = "update account set last_login_at = ?2 where id = ?1", nativeQuery = true)
    void loggedIn(long id, Instant at);
}
