"""Addresses of collecting: the worklist and its deeds, promises and plans, disputes, dossiers, the work done."""

from __future__ import annotations

from django.urls import URLPattern, path

from quittance.web import collecting, dossiers, worklist, worklist_deeds

urlpatterns: list[URLPattern] = [
    path("collect/", worklist.worklist_page, name="worklist"),
    path("collect/promises/", collecting.promise_list, name="promises"),
    path("collect/promises/<str:number>/withdraw/", collecting.promise_withdraw, name="promise-withdraw"),
    path("collect/plans/<str:number>/approve/", collecting.plan_approve, name="plan-approve"),
    path("collect/plans/<str:number>/end/", collecting.plan_end, name="plan-end"),
    path("collect/holds/place/", collecting.hold_place, name="hold-place"),
    path("collect/holds/<int:id>/lift/", collecting.hold_lift, name="hold-lift"),
    path("collect/disputes/", collecting.dispute_board, name="disputes"),
    path("collect/disputes/<str:number>/move/", collecting.dispute_move, name="dispute-move"),
    path("collect/disputes/<str:number>/resolve/", collecting.dispute_resolve, name="dispute-resolve"),
    path("collect/dossiers/", dossiers.dossier_list, name="dossiers"),
    path("collect/dossiers/<str:number>/", dossiers.dossier, name="dossier"),
    path("collect/dossiers/<str:number>/zip/", dossiers.dossier_zip, name="dossier-zip"),
    path("collect/dossiers/<str:number>/release/", dossiers.dossier_release, name="dossier-release"),
    path("collect/dossiers/<str:number>/drop/", dossiers.dossier_drop, name="dossier-drop"),
    path("collect/dossiers/<str:number>/recall/", dossiers.dossier_recall, name="dossier-recall"),
    path("collect/dossiers/<str:number>/costs/", dossiers.dossier_cost, name="dossier-cost"),
    path("collect/dossiers/<str:number>/costs/<int:id>/", dossiers.dossier_uncost, name="dossier-uncost"),
    path("customers/<path:number>/dossier/", dossiers.customer_dossier, name="customer-dossier"),
    path("collect/people/", collecting.worklist_people, name="worklist-people"),
    path("collect/people/hand-over/", collecting.worklist_hand_over, name="worklist-hand-over"),
    path("collect/policy/", collecting.collect_policy, name="collect-policy"),
    path("collect/undo/activity/<int:id>/", worklist_deeds.worklist_undo_activity, name="worklist-undo-activity"),
    path("collect/undo/promise/<str:number>/", worklist_deeds.worklist_undo_promise, name="worklist-undo-promise"),
    path("collect/undo/dispute/<str:number>/", worklist_deeds.worklist_undo_dispute, name="worklist-undo-dispute"),
    path("collect/undo/plan/<str:number>/", worklist_deeds.worklist_undo_plan, name="worklist-undo-plan"),
    path("collect/undo/next/<path:number>/", worklist_deeds.worklist_undo_next, name="worklist-undo-next"),
    path("collect/accounts/<path:number>/log/", worklist_deeds.worklist_log, name="worklist-log"),
    path("collect/accounts/<path:number>/mail/", worklist_deeds.worklist_mail, name="worklist-mail"),
    path("collect/accounts/<path:number>/promise/", worklist_deeds.worklist_promise, name="worklist-promise"),
    path("collect/accounts/<path:number>/dispute/", worklist_deeds.worklist_dispute, name="worklist-dispute"),
    path("collect/accounts/<path:number>/plan/", worklist_deeds.worklist_plan, name="worklist-plan"),
    path("collect/accounts/<path:number>/next/", worklist_deeds.worklist_next, name="worklist-next"),
    path("collect/accounts/<path:number>/assign/", worklist_deeds.worklist_assign, name="worklist-assign"),
    path("collect/accounts/<path:number>/", worklist.worklist_account, name="worklist-account"),
]
