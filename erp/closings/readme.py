"""The words that come with an archive, for whoever opens it in ten years."""

from erp.core.words import N_

README = N_(
    """ARCHIVE DES FACTURES ET DES RÈGLEMENTS
Période : du %(first)s au %(last)s. Faite le %(made)s. Enregistrements : %(count)s.

Cette archive se lit sans le logiciel qui l'a faite : un lecteur de PDF, un tableur ou un éditeur
de texte suffisent. Gardez-la au moins dix ans (code de commerce, art. L. 123-22), sur deux
supports différents.

CE QU'ELLE CONTIENT
papiers/            chaque facture et chaque avoir, tel qu'il a été remis au client (PDF). Une
                    facture électronique porte aussi son fichier XML, joint dans le PDF.
donnees/*.csv       les mêmes, en tableaux (point-virgule, virgule décimale, UTF-8) :
                    invoice          factures et avoirs : number = numéro, issued_on = date,
                                     net = hors taxes, vat = TVA, gross = toutes taxes,
                                     due_on = échéance ; un avoir est négatif
                    invoice_line     leurs lignes (invoice_id dit de quelle facture) ;
                                     is_rebate = un montant rendu, sans pièce
                    deduction        acomptes retirés d'une facture finale, par taux
                    payment          règlements : amount = montant, method = moyen, received_on
                                     = date ; un remboursement est négatif
                    share            ce que chaque règlement (payment_id) ou avoir (note_id) paie,
                                     d'une facture (invoice_id) ou d'un remboursement (refund_id)
                    invoice_status   statuts des factures, d'après la plateforme ou l'école
                    invoice_status_amount  ce que dit « Encaissée », par taux, TVA comprise
                    customer         clients dont ces tables donnent le numéro (customer_id),
                                     comme ils s'appellent le jour de l'archive
                    user             qui a noté (recorded_by_id, noted_by_id)
                    closing          clôtures du jour, du mois, de l'année, avec les totaux
                                     perpétuels depuis la première facture
                    technical_event  journal des événements techniques
donnees/*.json      les mêmes, exactement comme ils ont été scellés : montants en centimes,
                    quantités et prix unitaires en dix-millièmes.
chaine.csv          les maillons : chaque enregistrement est signé avec celui qui le précède.
empreintes.sha256   l'empreinte SHA-256 de chaque fichier ci-dessus.
signature.txt       la date, et la signature (HMAC-SHA256) de la liste des empreintes.

LA VÉRIFIER
Sans le logiciel : « sha256sum --check empreintes.sha256 » dans le dossier décompressé dit si un
fichier a changé depuis l'archive.
Avec le logiciel et sa clé : « erp billing archive --check FICHIER.zip » vérifie aussi que la
liste des empreintes est bien celle qu'il a signée.
"""
)
