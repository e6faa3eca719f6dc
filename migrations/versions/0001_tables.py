"""tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('attempts',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_attempts'))
    )
    op.create_table('closed_days',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_days'))
    )
    op.create_table('counter',
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('series', 'year', name=op.f('pk_counter'))
    )
    op.create_table('customer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('siret', sa.String(), nullable=False),
    sa.Column('vat_number', sa.String(), nullable=False),
    sa.Column('street', sa.String(), nullable=False),
    sa.Column('postal_code', sa.String(), nullable=False),
    sa.Column('city', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.Column('delivery_address', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('payment_days', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer'))
    )
    op.create_table('journal_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(), nullable=False),
    sa.Column('subject_kind', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('sentence', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_entry'))
    )
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_entry_subject_kind_subject_id'), ['subject_kind', 'subject_id'], unique=False)

    op.create_table('link_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_token')),
    sa.UniqueConstraint('sha256', name=op.f('uq_link_token_sha256'))
    )
    with op.batch_alter_table('link_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_token_purpose_subject_id'), ['purpose', 'subject_id'], unique=False)

    op.create_table('machine_type',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('hourly_rate', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_machine_type')),
    sa.UniqueConstraint('name', name=op.f('uq_machine_type_name'))
    )
    op.create_table('outbox_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_message_key'))
    )
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_message_state_due_at'), ['state', 'due_at'], unique=False)

    op.create_table('place',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place')),
    sa.UniqueConstraint('name', name=op.f('uq_place_name'))
    )
    op.create_table('school',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('legal_form', sa.String(), nullable=False),
    sa.Column('street', sa.String(), nullable=False),
    sa.Column('postal_code', sa.String(), nullable=False),
    sa.Column('city', sa.String(), nullable=False),
    sa.Column('siret', sa.String(), nullable=False),
    sa.Column('vat_number', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('iban', sa.String(), nullable=False),
    sa.Column('bic', sa.String(), nullable=False),
    sa.Column('zone', sa.String(length=30), nullable=False),
    sa.Column('default_vat_rate', sa.BigInteger(), nullable=False),
    sa.Column('vat_on_debits', sa.Boolean(), nullable=False),
    sa.Column('payment_days', sa.Integer(), nullable=False),
    sa.Column('quote_validity_days', sa.Integer(), nullable=False),
    sa.Column('answer_working_days', sa.Integer(), nullable=False),
    sa.Column('students_per_instructor', sa.Integer(), nullable=False),
    sa.Column('learning_hour_cost', sa.BigInteger(), nullable=False),
    sa.Column('note_pmt', sa.String(), nullable=False),
    sa.Column('note_pmd', sa.String(), nullable=False),
    sa.Column('note_aab', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_school_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school'))
    )
    op.create_table('school_year',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school_year'))
    )
    op.create_table('stored_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('path', name=op.f('uq_stored_file_path'))
    )
    op.create_table('stored_paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_paper'))
    )
    op.create_table('trade',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trade')),
    sa.UniqueConstraint('name', name=op.f('uq_trade_name'))
    )
    op.create_table('user',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('first_name', sa.String(), nullable=False),
    sa.Column('last_name', sa.String(), nullable=False),
    sa.Column('role', sa.String(length=30), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email', name=op.f('uq_user_email'))
    )
    op.create_table('contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('function', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('folded', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_contact_customer_id_customer')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_contact_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('user_id', name=op.f('uq_contact_user_id'))
    )
    with op.batch_alter_table('contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contact_customer_id'), ['customer_id'], unique=False)

    op.create_table('diploma',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('trade_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('short_name', sa.String(), nullable=False),
    sa.Column('years', sa.Integer(), nullable=False),
    sa.Column('practice_percent', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['trade_id'], ['trade.id'], name=op.f('fk_diploma_trade_id_trade')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_diploma')),
    sa.UniqueConstraint('name', name=op.f('uq_diploma_name'))
    )
    with op.batch_alter_table('diploma', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_diploma_trade_id'), ['trade_id'], unique=False)

    op.create_table('machine',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('machine_type_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('is_in_service', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['machine_type_id'], ['machine_type.id'], name=op.f('fk_machine_machine_type_id_machine_type')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_machine_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_machine')),
    sa.UniqueConstraint('name', name=op.f('uq_machine_name'))
    )
    with op.batch_alter_table('machine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_machine_machine_type_id'), ['machine_type_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_machine_place_id'), ['place_id'], unique=False)

    op.create_table('operation_type',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('verb', sa.String(), nullable=False),
    sa.Column('machine_type_id', sa.Integer(), nullable=False),
    sa.Column('pictogram', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['machine_type_id'], ['machine_type.id'], name=op.f('fk_operation_type_machine_type_id_machine_type')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_operation_type')),
    sa.UniqueConstraint('name', name=op.f('uq_operation_type_name'))
    )
    with op.batch_alter_table('operation_type', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_operation_type_machine_type_id'), ['machine_type_id'], unique=False)

    op.create_table('tablet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=True),
    sa.Column('enrolled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('enrolled_by_id', sa.Integer(), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['enrolled_by_id'], ['user.id'], name=op.f('fk_tablet_enrolled_by_id_user')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_tablet_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tablet')),
    sa.UniqueConstraint('name', name=op.f('uq_tablet_name')),
    sa.UniqueConstraint('sha256', name=op.f('uq_tablet_sha256'))
    )
    with op.batch_alter_table('tablet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tablet_place_id'), ['place_id'], unique=False)

    op.create_table('user_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('device', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_user_session_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_session')),
    sa.UniqueConstraint('sha256', name=op.f('uq_user_session_sha256'))
    )
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_session_user_id'), ['user_id'], unique=False)

    op.create_table('cohort',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('diploma_id', sa.Integer(), nullable=False),
    sa.Column('year_of_study', sa.Integer(), nullable=False),
    sa.Column('school_year', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['diploma_id'], ['diploma.id'], name=op.f('fk_cohort_diploma_id_diploma')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort')),
    sa.UniqueConstraint('name', 'school_year', name=op.f('uq_cohort_name_school_year'))
    )
    with op.batch_alter_table('cohort', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_diploma_id'), ['diploma_id'], unique=False)

    op.create_table('competence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('diploma_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('source_status', sa.String(length=30), nullable=False),
    sa.ForeignKeyConstraint(['diploma_id'], ['diploma.id'], name=op.f('fk_competence_diploma_id_diploma')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_competence')),
    sa.UniqueConstraint('diploma_id', 'code', name=op.f('uq_competence_diploma_id_code'))
    )
    op.create_table('regulated_work',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('machine_id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=30), nullable=False),
    sa.Column('article', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['machine_id'], ['machine.id'], name=op.f('fk_regulated_work_machine_id_machine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regulated_work')),
    sa.UniqueConstraint('machine_id', 'mode', 'article', name=op.f('uq_regulated_work_machine_id_mode_article'))
    )
    op.create_table('request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('wished_week', sa.Date(), nullable=False),
    sa.Column('flexibility', sa.String(length=30), nullable=False),
    sa.Column('material_by', sa.String(length=30), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reply', sa.String(), nullable=False),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_request_contact_id_contact')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_request_customer_id_customer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request'))
    )
    with op.batch_alter_table('request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_customer_id_id'), ['customer_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_request_state_id'), ['state', 'id'], unique=False)

    op.create_table('student_factor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operation_type_id', sa.Integer(), nullable=False),
    sa.Column('year_of_study', sa.Integer(), nullable=False),
    sa.Column('factor', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['operation_type_id'], ['operation_type.id'], name=op.f('fk_student_factor_operation_type_id_operation_type')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_student_factor')),
    sa.UniqueConstraint('operation_type_id', 'year_of_study', name=op.f('uq_student_factor_operation_type_id_year_of_study'))
    )
    op.create_table('class_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('leader_id', sa.Integer(), nullable=False),
    sa.Column('rolled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_class_session_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['leader_id'], ['user.id'], name=op.f('fk_class_session_leader_id_user')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_class_session_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class_session')),
    sa.UniqueConstraint('cohort_id', 'starts_at', name=op.f('uq_class_session_cohort_id_starts_at'))
    )
    with op.batch_alter_table('class_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_class_session_leader_id_starts_at'), ['leader_id', 'starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_class_session_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_class_session_starts_at'), ['starts_at'], unique=False)

    op.create_table('interest_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('trade_id', sa.Integer(), nullable=False),
    sa.Column('year_of_study', sa.Integer(), nullable=False),
    sa.Column('risk', sa.String(length=30), nullable=False),
    sa.Column('is_flexible', sa.Boolean(), nullable=False),
    sa.Column('verdict', sa.String(length=30), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('filled_by_id', sa.Integer(), nullable=False),
    sa.Column('filled_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['filled_by_id'], ['user.id'], name=op.f('fk_interest_sheet_filled_by_id_user')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_interest_sheet_request_id_request')),
    sa.ForeignKeyConstraint(['trade_id'], ['trade.id'], name=op.f('fk_interest_sheet_trade_id_trade')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest_sheet')),
    sa.UniqueConstraint('request_id', name=op.f('uq_interest_sheet_request_id'))
    )
    op.create_table('quote',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('material_by', sa.String(length=30), nullable=False),
    sa.Column('year_of_study', sa.Integer(), nullable=False),
    sa.Column('promised_week', sa.Date(), nullable=True),
    sa.Column('public_note', sa.String(), nullable=False),
    sa.Column('internal_note', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('paper_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_quote_contact_id_contact')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_quote_customer_id_customer')),
    sa.ForeignKeyConstraint(['paper_id'], ['stored_paper.id'], name=op.f('fk_quote_paper_id_stored_paper')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_quote_request_id_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote')),
    sa.UniqueConstraint('number', 'revision', name=op.f('uq_quote_number_revision'))
    )
    with op.batch_alter_table('quote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quote_customer_id_id'), ['customer_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_quote_request_id'), ['request_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_quote_state_id'), ['state', 'id'], unique=False)

    op.create_table('request_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('stored_file_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_request_file_request_id_request')),
    sa.ForeignKeyConstraint(['stored_file_id'], ['stored_file.id'], name=op.f('fk_request_file_stored_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_file')),
    sa.UniqueConstraint('stored_file_id', name=op.f('uq_request_file_stored_file_id'))
    )
    with op.batch_alter_table('request_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_file_request_id'), ['request_id'], unique=False)

    op.create_table('student',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_name', sa.String(), nullable=False),
    sa.Column('last_name', sa.String(), nullable=False),
    sa.Column('birth_date', sa.Date(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('pin_hash', sa.String(), nullable=False),
    sa.Column('pin_failures', sa.Integer(), nullable=False),
    sa.Column('joined_on', sa.Date(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_student_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_student_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_student')),
    sa.UniqueConstraint('user_id', name=op.f('uq_student_user_id'))
    )
    with op.batch_alter_table('student', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_student_cohort_id'), ['cohort_id'], unique=False)

    op.create_table('timetable_slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.Time(), nullable=False),
    sa.Column('ends_at', sa.Time(), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('leader_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_timetable_slot_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['leader_id'], ['user.id'], name=op.f('fk_timetable_slot_leader_id_user')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_timetable_slot_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timetable_slot'))
    )
    with op.batch_alter_table('timetable_slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_timetable_slot_cohort_id'), ['cohort_id'], unique=False)

    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('class_session_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('presence', sa.String(length=30), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['class_session_id'], ['class_session.id'], name=op.f('fk_attendance_class_session_id_class_session')),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_attendance_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('class_session_id', 'student_id', name=op.f('uq_attendance_class_session_id_student_id'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_student_id'), ['student_id'], unique=False)

    op.create_table('interest_sheet_competence',
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('competence_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['competence_id'], ['competence.id'], name=op.f('fk_interest_sheet_competence_competence_id_competence')),
    sa.ForeignKeyConstraint(['sheet_id'], ['interest_sheet.id'], name=op.f('fk_interest_sheet_competence_sheet_id_interest_sheet')),
    sa.PrimaryKeyConstraint('sheet_id', 'competence_id', name=op.f('pk_interest_sheet_competence'))
    )
    op.create_table('interest_sheet_machine_type',
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('machine_type_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['machine_type_id'], ['machine_type.id'], name=op.f('fk_interest_sheet_machine_type_machine_type_id_machine_type')),
    sa.ForeignKeyConstraint(['sheet_id'], ['interest_sheet.id'], name=op.f('fk_interest_sheet_machine_type_sheet_id_interest_sheet')),
    sa.PrimaryKeyConstraint('sheet_id', 'machine_type_id', name=op.f('pk_interest_sheet_machine_type'))
    )
    op.create_table('order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('quote_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('po_number', sa.String(), nullable=False),
    sa.Column('delivery_address', sa.String(), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_promised_week', sa.Date(), nullable=True),
    sa.Column('promised_week', sa.Date(), nullable=True),
    sa.Column('promise_note', sa.String(), nullable=False),
    sa.Column('confirmation_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['confirmation_id'], ['stored_paper.id'], name=op.f('fk_order_confirmation_id_stored_paper')),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_order_contact_id_contact')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_order_customer_id_customer')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_order_quote_id_quote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order')),
    sa.UniqueConstraint('number', name=op.f('uq_order_number')),
    sa.UniqueConstraint('quote_id', name=op.f('uq_order_quote_id'))
    )
    with op.batch_alter_table('order', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_order_customer_id_id'), ['customer_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_order_state_id'), ['state', 'id'], unique=False)

    op.create_table('quote_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quote_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('decline_reason', sa.String(length=30), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('function', sa.String(), nullable=False),
    sa.Column('po_number', sa.String(), nullable=False),
    sa.Column('signature', sa.String(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ip_address', sa.String(), nullable=False),
    sa.Column('quote_sha256', sa.String(), nullable=False),
    sa.Column('proof_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['proof_id'], ['stored_paper.id'], name=op.f('fk_quote_answer_proof_id_stored_paper')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_quote_answer_quote_id_quote')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_quote_answer_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote_answer'))
    )
    with op.batch_alter_table('quote_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quote_answer_quote_id'), ['quote_id'], unique=False)

    op.create_table('quote_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quote_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('details', sa.String(), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('vat_rate', sa.BigInteger(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('material', sa.BigInteger(), nullable=False),
    sa.Column('subcontracting', sa.BigInteger(), nullable=False),
    sa.Column('discount_percent', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_quote_line_quote_id_quote')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote_line'))
    )
    with op.batch_alter_table('quote_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quote_line_quote_id'), ['quote_id'], unique=False)

    op.create_table('tablet_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tablet_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_tablet_visit_student_id_student')),
    sa.ForeignKeyConstraint(['tablet_id'], ['tablet.id'], name=op.f('fk_tablet_visit_tablet_id_tablet')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tablet_visit')),
    sa.UniqueConstraint('sha256', name=op.f('uq_tablet_visit_sha256'))
    )
    with op.batch_alter_table('tablet_visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tablet_visit_student_id'), ['student_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tablet_visit_tablet_id_ended_at'), ['tablet_id', 'ended_at'], unique=False)

    op.create_table('delivery_slip',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=True),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('delivered_on', sa.Date(), nullable=True),
    sa.Column('signer_name', sa.String(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=True),
    sa.Column('reserves', sa.String(), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paper_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['order.id'], name=op.f('fk_delivery_slip_order_id_order')),
    sa.ForeignKeyConstraint(['paper_id'], ['stored_paper.id'], name=op.f('fk_delivery_slip_paper_id_stored_paper')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_slip')),
    sa.UniqueConstraint('number', name=op.f('uq_delivery_slip_number'))
    )
    with op.batch_alter_table('delivery_slip', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_slip_order_id'), ['order_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_slip_state_id'), ['state', 'id'], unique=False)

    op.create_table('invoice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('number', sa.String(), nullable=True),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('credited_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('net', sa.BigInteger(), nullable=False),
    sa.Column('vat', sa.BigInteger(), nullable=False),
    sa.Column('gross', sa.BigInteger(), nullable=False),
    sa.Column('paper_id', sa.Integer(), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['credited_id'], ['invoice.id'], name=op.f('fk_invoice_credited_id_invoice')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_invoice_customer_id_customer')),
    sa.ForeignKeyConstraint(['order_id'], ['order.id'], name=op.f('fk_invoice_order_id_order')),
    sa.ForeignKeyConstraint(['paper_id'], ['stored_paper.id'], name=op.f('fk_invoice_paper_id_stored_paper')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice')),
    sa.UniqueConstraint('number', name=op.f('uq_invoice_number'))
    )
    with op.batch_alter_table('invoice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invoice_credited_id'), ['credited_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_customer_id_id'), ['customer_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_order_id'), ['order_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_state_due_on'), ['state', 'due_on'], unique=False)

    op.create_table('order_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('quote_line_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('details', sa.String(), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('vat_rate', sa.BigInteger(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('unit_price', sa.BigInteger(), nullable=False),
    sa.Column('discount_percent', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['order.id'], name=op.f('fk_order_line_order_id_order')),
    sa.ForeignKeyConstraint(['quote_line_id'], ['quote_line.id'], name=op.f('fk_order_line_quote_line_id_quote_line')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_line'))
    )
    with op.batch_alter_table('order_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_order_line_order_id'), ['order_id'], unique=False)

    op.create_table('quote_operation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('line_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('operation_type_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('setup_seconds', sa.Integer(), nullable=False),
    sa.Column('run_seconds', sa.Integer(), nullable=False),
    sa.Column('hourly_rate', sa.BigInteger(), nullable=False),
    sa.Column('student_factor', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['line_id'], ['quote_line.id'], name=op.f('fk_quote_operation_line_id_quote_line')),
    sa.ForeignKeyConstraint(['operation_type_id'], ['operation_type.id'], name=op.f('fk_quote_operation_operation_type_id_operation_type')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quote_operation'))
    )
    with op.batch_alter_table('quote_operation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quote_operation_line_id'), ['line_id'], unique=False)

    op.create_table('delivery_slip_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slip_id', sa.Integer(), nullable=False),
    sa.Column('order_line_id', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['order_line_id'], ['order_line.id'], name=op.f('fk_delivery_slip_line_order_line_id_order_line')),
    sa.ForeignKeyConstraint(['slip_id'], ['delivery_slip.id'], name=op.f('fk_delivery_slip_line_slip_id_delivery_slip')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery_slip_line'))
    )
    with op.batch_alter_table('delivery_slip_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_slip_line_order_line_id'), ['order_line_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_slip_line_slip_id'), ['slip_id'], unique=False)

    op.create_table('payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('method', sa.String(length=30), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoice.id'], name=op.f('fk_payment_invoice_id_invoice')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user.id'], name=op.f('fk_payment_recorded_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment'))
    )
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_invoice_id'), ['invoice_id'], unique=False)

    op.create_table('work_order',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('order_line_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('folded', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['order_line_id'], ['order_line.id'], name=op.f('fk_work_order_order_line_id_order_line')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_order')),
    sa.UniqueConstraint('number', name=op.f('uq_work_order_number')),
    sa.UniqueConstraint('order_line_id', name=op.f('uq_work_order_order_line_id'))
    )
    with op.batch_alter_table('work_order', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_order_state_due_on'), ['state', 'due_on'], unique=False)

    op.create_table('invoice_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=False),
    sa.Column('slip_line_id', sa.Integer(), nullable=True),
    sa.Column('credited_line_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('details', sa.String(), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('vat_rate', sa.BigInteger(), nullable=False),
    sa.Column('quantity', sa.BigInteger(), nullable=False),
    sa.Column('unit_price', sa.BigInteger(), nullable=False),
    sa.Column('discount_percent', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['credited_line_id'], ['invoice_line.id'], name=op.f('fk_invoice_line_credited_line_id_invoice_line')),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoice.id'], name=op.f('fk_invoice_line_invoice_id_invoice')),
    sa.ForeignKeyConstraint(['slip_line_id'], ['delivery_slip_line.id'], name=op.f('fk_invoice_line_slip_line_id_delivery_slip_line')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice_line'))
    )
    with op.batch_alter_table('invoice_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invoice_line_invoice_id'), ['invoice_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoice_line_slip_line_id'), ['slip_line_id'], unique=False)

    op.create_table('operation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('work_order_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('operation_type_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('sold_seconds', sa.Integer(), nullable=False),
    sa.Column('student_seconds', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['operation_type_id'], ['operation_type.id'], name=op.f('fk_operation_operation_type_id_operation_type')),
    sa.ForeignKeyConstraint(['work_order_id'], ['work_order.id'], name=op.f('fk_operation_work_order_id_work_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_operation'))
    )
    with op.batch_alter_table('operation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_operation_state_id'), ['state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_operation_work_order_id'), ['work_order_id'], unique=False)

    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.Integer(), nullable=False),
    sa.Column('class_session_id', sa.Integer(), nullable=False),
    sa.Column('instructor_id', sa.Integer(), nullable=False),
    sa.Column('machine_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['class_session_id'], ['class_session.id'], name=op.f('fk_assignment_class_session_id_class_session')),
    sa.ForeignKeyConstraint(['instructor_id'], ['user.id'], name=op.f('fk_assignment_instructor_id_user')),
    sa.ForeignKeyConstraint(['machine_id'], ['machine.id'], name=op.f('fk_assignment_machine_id_machine')),
    sa.ForeignKeyConstraint(['operation_id'], ['operation.id'], name=op.f('fk_assignment_operation_id_operation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('operation_id', 'class_session_id', name=op.f('uq_assignment_operation_id_class_session_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_class_session_id'), ['class_session_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_instructor_id'), ['instructor_id'], unique=False)

    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=30), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('reviewed_by_id', sa.Integer(), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['operation_id'], ['operation.id'], name=op.f('fk_review_operation_id_operation')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['user.id'], name=op.f('fk_review_reviewed_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review'))
    )
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_operation_id'), ['operation_id'], unique=False)

    op.create_table('tablet_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(), nullable=False),
    sa.Column('tablet_id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=30), nullable=True),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('answer', sa.String(length=30), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['operation_id'], ['operation.id'], name=op.f('fk_tablet_event_operation_id_operation')),
    sa.ForeignKeyConstraint(['tablet_id'], ['tablet.id'], name=op.f('fk_tablet_event_tablet_id_tablet')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tablet_event')),
    sa.UniqueConstraint('uuid', name=op.f('uq_tablet_event_uuid'))
    )
    with op.batch_alter_table('tablet_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tablet_event_operation_id'), ['operation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tablet_event_tablet_id'), ['tablet_id'], unique=False)

    op.create_table('event_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('reviewed_by_id', sa.Integer(), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['tablet_event.id'], name=op.f('fk_event_review_event_id_tablet_event')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['user.id'], name=op.f('fk_event_review_reviewed_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_review')),
    sa.UniqueConstraint('event_id', name=op.f('uq_event_review_event_id'))
    )
    op.create_table('help_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('called_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['tablet_event.id'], name=op.f('fk_help_call_event_id_tablet_event')),
    sa.ForeignKeyConstraint(['operation_id'], ['operation.id'], name=op.f('fk_help_call_operation_id_operation')),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_help_call_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_help_call'))
    )
    with op.batch_alter_table('help_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_help_call_closed_at'), ['closed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_help_call_operation_id'), ['operation_id'], unique=False)

    op.create_table('piece_count',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('good', sa.BigInteger(), nullable=False),
    sa.Column('scrapped', sa.BigInteger(), nullable=False),
    sa.Column('scrap_reason', sa.String(length=30), nullable=True),
    sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrected_by_id', sa.Integer(), nullable=True),
    sa.Column('correction_note', sa.String(), nullable=False),
    sa.Column('replaced_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['corrected_by_id'], ['user.id'], name=op.f('fk_piece_count_corrected_by_id_user')),
    sa.ForeignKeyConstraint(['event_id'], ['tablet_event.id'], name=op.f('fk_piece_count_event_id_tablet_event')),
    sa.ForeignKeyConstraint(['operation_id'], ['operation.id'], name=op.f('fk_piece_count_operation_id_operation')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['piece_count.id'], name=op.f('fk_piece_count_replaced_by_id_piece_count')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_piece_count'))
    )
    with op.batch_alter_table('piece_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_piece_count_operation_id'), ['operation_id'], unique=False)

    op.create_table('team_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_team_member_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_team_member_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_member')),
    sa.UniqueConstraint('assignment_id', 'student_id', name=op.f('uq_team_member_assignment_id_student_id'))
    )
    with op.batch_alter_table('team_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_member_student_id'), ['student_id'], unique=False)

    op.create_table('time_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('operation_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pause_reason', sa.String(length=30), nullable=True),
    sa.Column('start_event_id', sa.Integer(), nullable=True),
    sa.Column('end_event_id', sa.Integer(), nullable=True),
    sa.Column('corrected_by_id', sa.Integer(), nullable=True),
    sa.Column('correction_note', sa.String(), nullable=False),
    sa.Column('replaced_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['corrected_by_id'], ['user.id'], name=op.f('fk_time_entry_corrected_by_id_user')),
    sa.ForeignKeyConstraint(['end_event_id'], ['tablet_event.id'], name=op.f('fk_time_entry_end_event_id_tablet_event')),
    sa.ForeignKeyConstraint(['operation_id'], ['operation.id'], name=op.f('fk_time_entry_operation_id_operation')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['time_entry.id'], name=op.f('fk_time_entry_replaced_by_id_time_entry')),
    sa.ForeignKeyConstraint(['start_event_id'], ['tablet_event.id'], name=op.f('fk_time_entry_start_event_id_tablet_event')),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_time_entry_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_entry'))
    )
    with op.batch_alter_table('time_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_time_entry_operation_id'), ['operation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_time_entry_student_id_started_at'), ['student_id', 'started_at'], unique=False)

